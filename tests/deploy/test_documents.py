"""What the documents promise is so: settings, commands, files, and the project's description."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from heitje import __version__
from heitje.cli.group import heitje as command_line

ROOT = Path(__file__).parents[2]
OPERATIONS = ROOT / "docs" / "operations"
DOCUMENTS = [
    ROOT / "SECURITY.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "deploy" / "helm" / "heitje" / "README.md",
    *sorted(OPERATIONS.glob("*.md")),
]
# Set for Python and its libraries, not for Heitje.
OF_OTHERS = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONWARNINGS", "PYTHONUNBUFFERED"}
MANDATORY = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
    "softwareType", "description", "legal", "maintenance", "localisation",
}  # fmt: skip
READS = re.compile(
    r"""(?:environ(?:\.get|\.setdefault)?[\[(]\s*|env_flag\(\s*|getenv\(\s*)["']([A-Z_]+)["']"""
)


def variables_read() -> set[str]:
    """Every environment variable that the settings and the observability package read."""
    files = [
        ROOT / "platform" / "heitje" / "settings.py",
        *(ROOT / "platform" / "heitje" / "observability").glob("*.py"),
    ]
    return {name for file in files for name in READS.findall(file.read_text())} - OF_OTHERS


def variables_told() -> set[str]:
    """Every variable that has a row in the table."""
    text = (OPERATIONS / "configuration.md").read_text()
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_every_setting_is_told_and_nothing_is_told_that_is_not_read():
    assert variables_told() == variables_read()


def test_the_chart_sets_only_what_is_told():
    templates = ROOT / "deploy" / "helm" / "heitje" / "templates"
    text = "".join(file.read_text() for file in templates.glob("*.*l"))

    named = set(re.findall(r"^([A-Z][A-Z_]+): ", text, re.MULTILINE))
    named |= set(re.findall(r'"([A-Z]+_[A-Z_]+|[A-Z]+_URL)"', text))
    assert len(named) > 12
    assert named <= variables_told()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(document: Path):
    for words in re.findall(r"heitje ((?:check|demo|dev|up|migrate|tenant|ledger)\b[ \w-]*)", (
        document.read_text()
    )):  # fmt: skip
        command: click.Command = command_line
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            assert word in command.commands, f"heitje {words}"
            command = command.commands[word]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_names_is_there(document: Path):
    places = re.findall(r"\b(?:platform|deploy|docs|tests)/[\w./-]*\w", document.read_text())

    assert [place for place in places if not (ROOT / place).exists()] == []


def described() -> dict[str, Any]:
    """The project as catalogues read it."""
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yaml").read_text())
    return content


def test_the_description_has_what_the_standard_asks():
    """publiccode.yml 0.4: mandatory keys, lengths and words of its lists."""
    project = described()

    assert set(project) >= MANDATORY
    assert project["publiccodeYmlVersion"] == "0.4"
    assert project["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert project["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in project["maintenance"]["contacts"])
    assert project["localisation"]["localisationReady"] is True
    for language in project["description"].values():
        assert len(language["genericName"]) <= 35
        assert len(language["shortDescription"]) <= 150
        assert 500 <= len(language["longDescription"]) <= 10_000
        assert language["features"]


def test_version_and_licence_are_the_same_everywhere():
    chart = yaml.safe_load((ROOT / "deploy" / "helm" / "heitje" / "Chart.yaml").read_text())
    pyproject = (ROOT / "pyproject.toml").read_text()

    assert described()["softwareVersion"] == chart["appVersion"] == __version__
    assert f'version = "{__version__}"' in pyproject
    assert described()["legal"]["license"] == chart["annotations"]["licenses"] == "EUPL-1.2"
    assert 'license = "EUPL-1.2"' in pyproject


def test_the_licence_is_there_in_full():
    text = (ROOT / "LICENSE").read_text()

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text

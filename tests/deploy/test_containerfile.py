"""The recipe of the image, read word by word; its parts are put together and started here."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "deploy" / "Containerfile").read_text()


def steps() -> list[tuple[str, str]]:
    """Each instruction with its arguments, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", RECIPE, flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (word, rest.strip())
        for word, _, rest in (line.partition(" ") for line in text.splitlines() if line.strip())
    ]


def arguments(instruction: str) -> list[str]:
    """The arguments of every such instruction, in order."""
    return [rest for word, rest in steps() if word == instruction]


def test_the_image_is_made_in_stages_and_runs_as_nobody_special():
    assert len(arguments("FROM")) == 3
    assert set(arguments("FROM")) == {"${BASE} AS packages", "${BASE} AS code", "${BASE}"}
    assert arguments("USER") == ["10001:10001"]
    after_user = [word for word, _ in steps()[steps().index(("USER", "10001:10001")) :]]
    assert not {"RUN", "COPY", "ADD"} & set(after_user)


def test_nothing_comes_in_but_pinned_packages_as_wheels():
    installs = [run for run in arguments("RUN") if "install " in run and "pip" in run]

    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert "--only-binary :all:" in installs[0]
    assert not re.search(r"\b(curl|wget|git clone|apt-get|apk|https?://(?!127))", RECIPE)
    assert arguments("ADD") == []


def test_the_base_image_is_a_release_that_the_project_supports():
    (base,) = arguments("ARG")

    name, _, tag = base.removeprefix("BASE=").partition(":")
    assert name == "python"
    assert tag.startswith(f"{sys.version_info.major}.{sys.version_info.minor}-")


def test_no_secret_is_baked_in():
    assert not re.search(r"(SECRET|PASSWORD|TOKEN|DSN|DATABASE_URL|BROKER_URL)", RECIPE)


def test_health_and_command_are_real():
    (check,) = arguments("HEALTHCHECK")
    words = json.loads(check.partition("CMD ")[2])
    (command,) = arguments("CMD")

    compile(words[2], "healthcheck", "exec")
    assert "/health/live" in words[2]
    assert json.loads(command)[-1] == "heitje.wsgi:application"


def test_what_is_copied_is_enough_to_start(tmp_path: Path):
    app = tmp_path / "app"
    app.mkdir()
    for copied in arguments("COPY"):
        source, target = copied.split()[-2:]
        if copied.startswith("--from") or source == "requirements.txt":
            continue
        assert (ROOT / source).exists(), source
        if target == "./":
            shutil.copy(ROOT / source, app)
        else:
            shutil.copytree(ROOT / source, app / target)
    environment = dict(re.findall(r"(\w+)=(\S+)", arguments("ENV")[-1]))
    environment |= {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{app / 'platform'}:{app}",
        "HEITJE_VAR": str(tmp_path / "var"),
        "SECRET_KEY": "for-this-test-alone",
    }
    program = "import heitje.wsgi, heitje.settings; print(heitje.settings.__file__)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=app, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == str(app / "platform" / "heitje" / "settings.py")

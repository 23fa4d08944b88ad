"""English and German are complete: what stands in the code stands in the catalogues, translated."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("platform/heitje", "tenants", "currency", "marketplace", "settlement")
LANGUAGES = ("en", "de")
CATALOGUES = [(room, language) for room in ROOMS for language in LANGUAGES]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w+[^>]*>")
IGNORED = shutil.ignore_patterns("__pycache__", "static", "*.mo")


def catalogue(room, language):
    return polib.pofile(str(ROOT / room / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_every_text_is_translated_for_sure(room, language):
    entries = catalogue(room, language)

    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_a_translation_says_the_same_names_sums_and_marks(room, language):
    for entry in catalogue(room, language):
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            one, more = entry.msgstr_plural[0], entry.msgstr_plural[1]
            pairs = [(entry.msgid, one), (entry.msgid_plural, more)]
        for asked, said in pairs:
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(asked))


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_the_catalogues_hold_every_text_of_the_code(room, tmp_path):
    copy = tmp_path / "room"
    shutil.copytree(ROOT / room, copy, ignore=IGNORED)
    subprocess.run(
        [str(Path(sys.executable).with_name("django-admin")), "makemessages", "--locale", "en",
         "--no-location", "--no-wrap", "--verbosity", "0"],
        cwd=copy, check=True, env=os.environ | {"DJANGO_SETTINGS_MODULE": ""},
    )  # fmt: skip

    fresh = polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in catalogue(room, "en")}
    missing = {entry.msgid for entry in fresh if not entry.obsolete} - known
    assert missing == set(), "run `make messages` and translate what is new"

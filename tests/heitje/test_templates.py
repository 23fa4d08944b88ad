"""What no template may hold, and what is served as others made it."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("platform/heitje", "tenants", "currency", "marketplace", "settlement")
TEMPLATES = sorted(path for room in ROOMS for path in (ROOT / room).glob("**/templates/**/*.html"))
VENDORED = tomllib.loads((ROOT / "VENDORED.toml").read_text())["file"]
INLINE = {
    "a style": re.compile(r"\sstyle\s*="),
    "a handler": re.compile(r"\son[a-z]+\s*="),
    "a style sheet": re.compile(r"<style\b"),
    "a script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")"),
    "a script address": re.compile(r"javascript:"),
}


def _name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds_anything_inline(path, what):
    html = re.sub(r"{%.*?%}", "", path.read_text())
    assert not INLINE[what].search(html), f"{_name(path)} holds {what}"


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_form_that_posts_carries_a_token(path):
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
        if re.search(r'method="post"', form):
            assert "csrf_token" in form


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["path"])
def test_what_others_made_is_what_the_list_says(entry):
    content = (ROOT / entry["path"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert entry["licence"]
    assert entry["version"]


def test_nothing_of_others_is_served_that_the_list_does_not_name():
    folder = ROOT / "platform/heitje/static/vendor"
    listed = {path for entry in VENDORED if folder in (path := ROOT / entry["path"]).parents}

    assert {path for path in folder.rglob("*") if path.is_file()} == listed


def test_colours_stand_in_the_theme_alone():
    sheet = (ROOT / "platform/heitje/static/heitje/app.css").read_text()
    # The white plate under a code, what is printed on it, and the dark camera view.
    allowed = {"#fff", "#14120f", "#12110f", "#2b2925"}

    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet))
    assert found <= allowed, found - allowed

"""The page about the API promises what is there: paths, headers, codes, rates and bounds."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from currency.api.idempotency import HEADER
from heitje.api.pagination import Pages
from heitje.api.reference import problems
from tests.api.routes import FACES

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
PATHS = sorted(
    {
        found.rstrip(".")
        for found in re.findall(
            r"(?:\$HOST|(?<![\w.]))(/(?:api/v1|_allauth|_post)/[\w/.<>-]*)", TEXT
        )
    }
)


def filled(path: str) -> str:
    """A path with an id where the page says so."""
    return path.replace("<id>", "00000000-0000-0000-0000-000000000007")


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path: str):
    try:
        found = resolve(filled(path), urlconf=FACES["tenant"])
    except Resolver404:
        pytest.fail(f"{path} leads nowhere")
    assert found.url_name != "api-unknown"


def test_enough_paths_are_told():
    assert len(PATHS) > 10


def test_every_code_and_every_status_is_one_that_is_given():
    given = {code: status for code, status, _ in problems()}

    shown: dict[str, Any] = json.loads(re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0])
    assert given[shown["code"]] == shown["status"]
    assert shown["type"].endswith(shown["code"])
    assert "key-reused" in given
    statuses = {int(one) for one in re.findall(r"\b[45]\d\d\b(?=[,| ].*\|)", TEXT)}
    assert statuses == set(given.values())


def test_header_rates_and_bounds_are_those_that_hold():
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]

    assert f"`{HEADER}`" in TEXT
    person, code, upload, anonymous = (
        rates[name].removesuffix("/min")
        for name in ("person", "payment-code", "upload", "anonymous")
    )
    told = (
        f"ask {person} times a minute, try {code} payment codes, send {upload} files; who did not"
        f" sign in {anonymous}."
    )
    assert told in TEXT.replace("\n", " ")
    assert f"{Pages.page_size} unless asked and {Pages.max_page_size} at most" in TEXT

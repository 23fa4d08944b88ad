"""Two colours in, a theme that can be read out: for any two colours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heitje.theme import audit, derive, theme_css, theme_digest

AWKWARD = ["#000", "#fff", "#777777", "#ff0", "#0ff", "#f0f", "#fffde7", "#010101", "#767676"]
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@settings(max_examples=60, deadline=None)
@given(brand=colours, accent=colours)
def test_any_two_colours_give_a_theme_that_keeps_every_promise(brand, accent):
    assert audit(derive(brand, accent)) == []


@pytest.mark.parametrize("brand", AWKWARD)
@pytest.mark.parametrize("accent", AWKWARD)
def test_black_white_grey_and_the_pale_ones_keep_them_too(brand, accent):
    assert audit(derive(brand, accent)) == []


def test_a_broken_promise_is_told_in_words():
    tokens = derive("#0b5a5e", "#f2a541")
    tokens["light.ink"] = tokens["light.canvas"]

    found = audit(tokens)

    assert any(line.startswith("light: ink on canvas reaches 1.00") for line in found)


def test_a_strong_brand_stays_itself():
    assert derive("#0B5A5E", "#f2a541")["light.brand"] == "#0b5a5e"


@pytest.mark.parametrize("wrong", ["", "teal", "#12", "#12345g", "javascript:alert(1)", "#fff;}"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not a colour"):
        derive(wrong, "#ffffff")


def test_the_sheets_name_changes_with_the_colours():
    assert theme_digest("#000000", "#ffffff") != theme_digest("#000001", "#ffffff")


def test_the_sheet_holds_nothing_but_custom_properties_and_the_scheme():
    sheet = theme_css("#0b5a5e", "#f2a541")

    inside = sheet.replace("}", "{").split("{")[1::2]
    rules = [rule for part in inside for rule in part.split(";") if ":" in rule]
    assert all(rule.startswith(("--", "color-scheme:", ":root")) for rule in rules)

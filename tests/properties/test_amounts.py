"""Amounts that people type: what is shown is read back, and nothing ever becomes another amount."""

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from heitje.figures import sum_text
from tenants.web.amount import MAXIMUM, AmountField
from tenants.web.figures import coins_plain

amounts = st.integers(1, MAXIMUM)
typed = st.text(alphabet="0123456789., -+e€\u00a0٣½", max_size=14)


def read(text: str, **options: bool) -> int | None:
    return AmountField(**options).clean(text)


@given(amounts)
def test_an_amount_is_read_as_it_is_shown(amount: int) -> None:
    with translation.override("nl"):
        assert read(sum_text(amount, exact=True)) == amount
    assert read(coins_plain(amount)) == amount


@given(amounts, st.sampled_from(["", " ", "\u00a0", "\t"]))
def test_space_around_it_means_nothing(amount: int, space: str) -> None:
    assert read(f"{space}{coins_plain(amount)}{space}") == amount


@given(st.integers(0, 99_999), st.sampled_from([",", "."]))
def test_comma_and_dot_part_the_decimals_alike(amount: int, mark: str) -> None:
    whole, rest = divmod(amount, 100)

    assert read(f"{whole}{mark}{rest:02d}", may_be_zero=True) == amount
    if rest % 10 == 0:
        assert read(f"{whole}{mark}{rest // 10}", may_be_zero=True) == amount


@given(st.one_of(st.text(max_size=30), typed))
def test_any_text_is_an_amount_in_range_or_a_sentence(text: str) -> None:
    try:
        found = read(text, required=False)
    except forms.ValidationError as error:
        sentences = error.messages
    else:
        sentences = []
        assert found is None or 1 <= found <= MAXIMUM
    assert len(sentences) <= 1


@given(typed)
def test_the_digits_that_were_typed_are_the_digits_that_are_read(text: str) -> None:
    try:
        found = read(text, required=False, may_be_zero=True)
    except forms.ValidationError:
        return
    digits = "".join(sign for sign in text if sign.isdigit())
    assert found is None or str(found).rstrip("0") == digits.strip("0")


NO_AMOUNTS = [
    "7 50",
    "7,5 0",
    "1 25",
    "12.34.56",
    "1.250",
    "1,250.00",
    "-5",
    "−5",
    "٣",
    "1e3",
    "0",
    ",",
    "€ 5",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_could_be_meant_otherwise_is_no_amount(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        read(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("7", 700), ("7,5", 750), ("7.50", 750), ("1.250,00", 125_000), ("1 250", 125_000),
     ("1\u00a0250,5", 125_050), ("007", 700)],
)  # fmt: skip
def test_amounts_as_they_are_written_in_town(text: str, amount: int) -> None:
    assert read(text) == amount

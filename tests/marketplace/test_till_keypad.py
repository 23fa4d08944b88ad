"""What keys do to the sum on the till."""

import pytest

from marketplace.web.keypad import KeyedSum, keyed


def pressed(keys, text=""):
    """The sum after these keys; < is the one that takes the last sign away."""
    for key in keys:
        text = keyed(text, "wis" if key == "<" else key)
    return text


def summed(text, maximum=15_000, value=100):
    return KeyedSum(text=text, maximum=maximum, coin_value_cents=value)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("750", "750"),
        ("7,50", "7,50"),
        ("7,505", "7,50"),
        ("7,5,5", "7,55"),
        (",5", "0,5"),
        ("007", "7"),
        ("0,07", "0,07"),
        ("12<3", "13"),
        ("7,<<8", "8"),
        ("<", ""),
        ("12345678", "123456"),
        ("7x-5", "75"),
    ],
)
def test_a_key_adds_its_sign_where_that_makes_a_sum(keys, shown):
    assert pressed(keys) == shown


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", 0),
        ("7", 700),
        ("7,", 700),
        ("7,5", 750),
        ("7,50", 750),
        ("0,05", 5),
        ("123456", 12_345_600),
    ],
)
def test_the_sum_counts_in_minor_units(text, amount):
    assert summed(text).amount == amount


@pytest.mark.parametrize("text", ["abc", "-5", "1.000", "7,505", "٧", "9" * 30, "7,5,5"])
def test_what_no_keypad_makes_counts_as_nothing_and_is_not_shown(text):
    assert summed(text).amount == 0
    assert summed(text).shown == "0"


def test_the_worth_in_euros_is_rounded_down():
    assert summed("0,33", value=95).cents == 31


def test_a_sum_above_the_limit_says_so_and_the_limit_itself_does_not():
    assert summed("150,01").is_over
    assert not summed("150").is_over

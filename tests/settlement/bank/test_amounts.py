"""Amounts go between cents and a bank's text exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlement.bank.amounts import cents_of, euros
from settlement.bank.errors import BankFileError


@given(st.integers(0, 10**15 - 1))
def test_cents_come_back_from_what_is_written(cents: int) -> None:
    assert cents_of(euros(cents)) == cents


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0", 0), ("12", 1_200), ("12.3", 1_230), ("0.07", 7), ("12.34000", 1_234), ("007.10", 710)],
)
def test_a_bank_may_leave_out_or_add_noughts(text: str, cents: int) -> None:
    assert cents_of(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "", "12.345", "12,34", "-1", "+1", "1e5", "1E+999999", "NaN", "Infinity", "1_000", " 1",
        "٣", "1.", ".5", "12345678901234", "1.000000", "0x10", "1\n",
    ],
)  # fmt: skip
def test_what_no_bank_writes_is_refused(text: str) -> None:
    with pytest.raises(BankFileError):
        cents_of(text)

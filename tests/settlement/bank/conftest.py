"""A real mock-bank for the tests that talk to one."""

from collections.abc import Iterator

import pytest

from tests.mock_bank import MockBank, running_bank
from tests.settlement.bank.files import SHOPS, TOWN


@pytest.fixture
def mock_bank() -> Iterator[MockBank]:
    """A bank on Tuesday 24 November 2026, 09:00, that keeps the town's and two shops' accounts."""
    with running_bank() as bank:
        bank.open_account("TOWN", TOWN, bic="BNGHNL2G", balance=10_000_000)
        for number in (1, 2):
            bank.open_account(f"SHOP{number}", SHOPS[number - 1], bic="RABONL2U")
        yield bank

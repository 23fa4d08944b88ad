"""The chart of accounts: which purse of the ledger stands where in the municipality's books. Pure.

A coin is booked at what it is worth in euros. Handing coins out of a programme is the cost; what
people and shops hold is owed. A budget that nobody got yet stands in no books: moving coins into
or out of a budget is not exported. In every position a positive sum is credit, a negative debit.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from currency.models import Pot, Transfer


class Position(StrEnum):
    """What a sum is in the books, whatever number the municipality gives it."""

    BANK = "bank"
    CONTRIBUTIONS = "contributions"
    OUTSTANDING = "outstanding"
    ELSEWHERE = "elsewhere"
    PAYABLES = "payables"
    MUNICIPALITIES = "municipalities"
    COSTS = "costs"
    FEES = "fees"
    EXPIRED = "expired"
    ROUNDING = "rounding"


class Usual(NamedTuple):
    """A number and a Dutch name to begin with, and whether it stands on the balance sheet."""

    number: str
    name: str
    is_balance: bool


# Names go into the file for the accountant, which is Dutch whatever the reader's language is.
USUAL: Final[Mapping[Position, Usual]] = {
    Position.BANK: Usual("1100", "Bankrekening lokale munt", True),
    Position.CONTRIBUTIONS: Usual("0600", "Ingebracht voor de munt", True),
    Position.OUTSTANDING: Usual("1600", "Munten in omloop", True),
    Position.ELSEWHERE: Usual("1610", "Munten bij andere gemeenten", True),
    Position.PAYABLES: Usual("1620", "Uit te betalen aan winkels", True),
    Position.MUNICIPALITIES: Usual("1630", "Verrekening met gemeenten", True),
    Position.COSTS: Usual("4100", "Beloningen en giften in munten", False),
    Position.FEES: Usual("8100", "Kosten die winkels betalen", False),
    Position.EXPIRED: Usual("8200", "Verlopen munten", False),
    Position.ROUNDING: Usual("4990", "Afrondingsverschillen", False),
}
POSITION_OF: Final[Mapping[str, Position]] = {
    Pot.BANK: Position.BANK,
    Pot.COVER: Position.CONTRIBUTIONS,
    Pot.ISSUED: Position.CONTRIBUTIONS,
    Pot.REDEEMED: Position.CONTRIBUTIONS,
    Pot.EARNED: Position.OUTSTANDING,
    Pot.TOPPED_UP: Position.OUTSTANDING,
    Pot.GIFT: Position.OUTSTANDING,
    Pot.EMERGENCY: Position.OUTSTANDING,
    Pot.ORGANISATION: Position.OUTSTANDING,
    Pot.MERCHANT: Position.OUTSTANDING,
    Pot.CLEARING: Position.ELSEWHERE,
    Pot.PAYABLE: Position.PAYABLES,
    Pot.EURO_CLEARING: Position.MUNICIPALITIES,
    Pot.PROGRAMME: Position.COSTS,
    Pot.FEES: Position.FEES,
    Pot.EXPIRED: Position.EXPIRED,
}
# Coins on their way into a budget, or back out of it.
NOT_IN_THE_BOOKS: Final = (Transfer.Kind.ISSUE, Transfer.Kind.BUDGET_RETURNED)

"""Euros as a bank writes them, and cents as the house counts them; exact, never a float."""

import re
from decimal import Decimal
from typing import Final

from settlement.bank.errors import BankFileError

# ISO 20022 ActiveCurrencyAndAmount: 18 digits at most, 5 of them behind the point. The house reads
# 13 before it: a thousand times the yearly budget of the state, and it fits the database.
AMOUNT: Final = re.compile(r"[0-9]{1,13}(\.[0-9]{1,5})?", re.ASCII)


def euros(cents: int) -> str:
    """Cents as a bank writes them: 1234 is "12.34"."""
    return f"{cents // 100}.{cents % 100:02d}"


def cents_of(text: str) -> int:
    """A bank's amount ("12.34") in cents. Raises BankFileError for parts of a cent or no number."""
    if not AMOUNT.fullmatch(text):
        raise BankFileError("an amount that is no number a bank writes")
    cents = Decimal(text) * 100
    if cents != cents.to_integral_value():
        raise BankFileError("an amount in parts of a cent")
    return int(cents)

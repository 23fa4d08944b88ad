"""Amounts, days and references as camt.053 and camt.054 write them, each held to its form."""

from datetime import date, datetime
from typing import Final

from settlement.bank.amounts import cents_of
from settlement.bank.calendar import BANK_TIME
from settlement.bank.errors import BankFileError
from settlement.bank.safe_xml import Node

SIGNS: Final = {"CRDT": 1, "DBIT": -1}
# ISO 20022 Max35Text, of every reference we keep.
REFERENCE_LENGTH: Final = 35
# ISO 20022 Max15NumericText and Number: what fits is far more than any bank counts to.
NUMBER_LENGTH: Final = 18


def amount_path(node: Node) -> str:
    """Where the amount stands: .08 has Amt in a transaction too, .02 only AmtDtls."""
    return next((path for path in ("Amt", "AmtDtls/TxAmt/Amt") if node.text(path)), "")


def signed_cents(node: Node, row: Node) -> int:
    """A node's amount in cents, with the sign of its own direction or else its row's.

    Raises BankFileError.
    """
    path = amount_path(node)
    sign = SIGNS.get(node.text("CdtDbtInd") or row.text("CdtDbtInd"))
    if not path or sign is None or node.attribute(path, "Ccy") != "EUR":
        raise BankFileError("an amount that is missing, without direction, or not in euros")
    return sign * cents_of(node.text(path))


def reference_at(node: Node, path: str) -> str:
    """The bank's own reference, "" where it gives none. Raises BankFileError for a longer one."""
    reference = node.text(path)
    if len(reference) > REFERENCE_LENGTH:
        raise BankFileError("a reference longer than 35 signs")
    return reference


def number_at(node: Node, *paths: str) -> int | None:
    """The number at the first path that has any; None for what is no number."""
    text = node.text(*paths)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_LENGTH else None


def day_at(node: Node, *paths: str) -> date | None:
    """The day at the first path that has one, None without; a moment's day is that of Dutch time.

    Raises BankFileError.
    """
    text = node.text(*paths)
    if not text:
        return None
    try:
        if "T" not in text:
            return date.fromisoformat(text[: len("2026-11-24")])
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(BANK_TIME) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError) as error:
        raise BankFileError("a day that is none") from error

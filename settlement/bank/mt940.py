"""Reading MT940 statements, for banks and packages that give nothing newer.

The library takes the file apart; here it becomes the same `Statement` as camt.053 gives. Dutch
banks write what a movement is about as code words between slashes in field 86 (/EREF/…/NAME/…);
what stands there without code words is the description as a whole.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import mt940
from mt940.models import Amount, Balance, Transactions

from settlement.bank.amounts import cents_of
from settlement.bank.camt053 import NO_ID, Entry, Statement, each_once, sum_problems
from settlement.bank.camt_values import REFERENCE_LENGTH
from settlement.bank.errors import BankFileError, SumsWrong

KIND: Final = "mt940"
EURO: Final = "EUR"
FIRST_FIELD: Final = re.compile(rb"^\s*(\{1:.*|ABNANL2A\s*|940\s*)*:20:|\n:20:", re.DOTALL)
IBAN: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")
# The code words in the format descriptions of ING, Rabobank and ABN AMRO.
WORDS: Final = (
    "TRTP", "TRCD", "PREF", "EREF", "IBAN", "BIC", "NAME", "REMI", "RTRN", "MARF", "CSID", "CNTP",
    "ORDP", "BENM", "ULTD", "ULTB", "ADDR", "ID", "ISDT", "INSTR", "PURP", "OCMT", "CHGS", "EXCH",
)  # fmt: skip
WORD: Final = re.compile(rf"/({'|'.join(WORDS)})/")
# Debit, and the taking back of a credit (SWIFT category 9, field 61 subfield 3).
MONEY_OUT: Final = ("D", "RC")


def is_mt940(raw: bytes) -> bool:
    """Whether this looks like an MT940 file rather than XML."""
    return bool(FIRST_FIELD.search(raw[:2_000])) and b":25:" in raw


def parse_mt940(raw: bytes) -> Sequence[Statement]:
    """Every statement in a file. Raises BankFileError, SumsWrong."""
    try:
        found = mt940.parse_statements(_text(raw))
    except Exception as error:  # The library names no errors of its own.
        raise BankFileError("no MT940 that can be read") from error
    if not found:
        raise BankFileError("holds no statement")
    return [_statement(one) for one in found]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _statement(read: Transactions) -> Statement:
    facts: Mapping[str, Any] = read.data
    opening = facts.get("final_opening_balance") or facts.get("intermediate_opening_balance")
    closing = facts.get("final_closing_balance") or facts.get("intermediate_closing_balance")
    named = str(facts.get("account_identification") or "").strip().removesuffix(EURO)
    account = IBAN.search(named)
    if account is None:
        raise BankFileError("names no account")
    statement = Statement(
        kind=KIND,
        id=_identity(facts, closing),
        iban=account.group(),
        opening_cents=_cents(opening.amount) if opening else None,
        closing_cents=_cents(closing.amount) if closing else None,
        entries=each_once(_entry(row.data, number) for number, row in enumerate(read, start=1)),
        starts_on=opening.date if opening else None,
        ends_on=closing.date if closing else None,
    )
    for problem in sum_problems(statement):
        raise SumsWrong(problem.text)
    return statement


def _identity(facts: Mapping[str, Any], closing: Balance | None) -> str:
    """Reference, number and day: many packages write the same reference in each statement."""
    day = closing.date if closing else None
    named = [facts.get("transaction_reference"), facts.get("statement_number"), day]
    identity = "-".join(str(one).strip() for one in named if one)
    return identity[:REFERENCE_LENGTH]


def _entry(row: Mapping[str, Any], number: int) -> Entry:
    amount: Amount | None = row.get("amount")
    booked_on: date | None = row.get("entry_date") or row.get("date")
    if amount is None or booked_on is None:
        raise BankFileError("a movement without its amount or day")
    cents = abs(_cents(amount))
    about = _about(str(row.get("transaction_details") or ""))
    end_to_end_id = about.get("EREF", "")
    counterparty = about.get("IBAN") or str(row.get("extra_details") or "").strip()
    return Entry(
        reference=_reference(row, number),
        cents=-cents if row.get("status") in MONEY_OUT else cents,
        booked_on=booked_on,
        valued_on=row.get("date"),
        end_to_end_id="" if end_to_end_id == NO_ID else end_to_end_id,
        counterparty_iban=counterparty if IBAN.fullmatch(counterparty) else "",
        counterparty_name=about.get("NAME", ""),
        remittance=about.get("REMI", about.get("", "")),
        reason=about.get("RTRN", ""),
        is_reversal=str(row.get("status", "")).startswith("R"),
    )


def _reference(row: Mapping[str, Any], number: int) -> str:
    """The bank's own, else the place of the movement in its statement."""
    own = str(row.get("bank_reference") or "").strip()
    return own or f"{row.get('transaction_reference', '')}#{number}"[:REFERENCE_LENGTH]


def _about(details: str) -> Mapping[str, str]:
    """Field 86 by its code words; what has none stands under ""."""
    joined = "".join(details.splitlines())
    before, *parts = WORD.split(joined)
    if not parts:
        return {"": before.strip()}
    found: dict[str, str] = {}
    for word, text in zip(parts[::2], parts[1::2], strict=True):
        found.setdefault(word, text.strip().rstrip("/").strip())
    return found


def _cents(amount: Amount) -> int:
    """Signed cents. Raises BankFileError for parts of a cent and for other money than euros."""
    if amount.currency != EURO:
        raise BankFileError("names no euro account")
    value = Decimal(amount.amount)
    cents = cents_of(str(abs(value)))
    return -cents if value < 0 else cents

"""Reading what moved on an account: camt.053 statements and camt.054 notifications, any version.

Only what is booked is read. A statement's balances and movements must lead to one another; a
notification has no balances. Amounts are signed cents: positive came in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from settlement.bank.errors import BankFileError, SumsWrong
from settlement.bank.safe_xml import Node, message_of, read_xml

STATEMENT: Final = "camt.053"
NOTIFICATION: Final = "camt.054"
PATHS: Final = {
    STATEMENT: "BkToCstmrStmt/Stmt",
    NOTIFICATION: "BkToCstmrDbtCdtNtfctn/Ntfctn",
}
SIGNS: Final = {"CRDT": 1, "DBIT": -1}
OPENING: Final = ("OPBD", "PRCD")
CLOSING: Final = ("CLBD",)
# The bank writes this where a payer gave no end-to-end id.
NO_ID: Final = "NOTPROVIDED"


@dataclass(frozen=True)
class Entry:
    """One movement. `reason` is the code of a return, else ""; texts are "" where not given."""

    reference: str
    cents: int
    booked_on: date
    end_to_end_id: str = ""
    counterparty_iban: str = ""
    remittance: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Statement:
    """A statement or notification of one account; balances are None on a notification."""

    kind: str
    id: str
    iban: str
    opening_cents: int | None
    closing_cents: int | None
    entries: Sequence[Entry]


def parse_camt(raw: bytes) -> Sequence[Statement]:
    """Every statement or notification in a file. Raises BankFileError, SumsWrong."""
    root = read_xml(raw)
    kind = message_of(root)[: len(STATEMENT)]
    if kind not in PATHS:
        raise BankFileError("neither camt.053 nor camt.054")
    found = [_statement(kind, node) for node in Node(root).all(PATHS[kind])]
    if not found:
        raise BankFileError("holds no statement")
    return found


def _statement(kind: str, node: Node) -> Statement:
    currency = node.text("Acct/Ccy") or "EUR"
    iban = node.text("Acct/Id/IBAN", "Acct/Id/Othr/Id")
    if currency != "EUR" or not iban:
        raise BankFileError("names no euro account")
    identity = node.text("Id")
    entries = [
        entry
        for number, row in enumerate(node.all("Ntry"), start=1)
        for entry in _entries(row, fallback=f"{identity}#{number}")
    ]
    statement = Statement(
        kind=kind,
        id=identity,
        iban="".join(iban.split()).upper(),
        opening_cents=_balance(node, OPENING),
        closing_cents=_balance(node, CLOSING),
        entries=entries,
    )
    if kind == STATEMENT:
        _refuse_unless_sums(statement)
    return statement


def _refuse_unless_sums(statement: Statement) -> None:
    opening, closing = statement.opening_cents, statement.closing_cents
    if opening is None or closing is None:
        raise SumsWrong("no opening or closing balance")
    if opening + sum(entry.cents for entry in statement.entries) != closing:
        raise SumsWrong("the movements do not lead from opening to closing balance")


def _balance(node: Node, codes: Sequence[str]) -> int | None:
    for code in codes:
        for row in node.all("Bal"):
            if row.text("Tp/CdOrPrtry/Cd") == code:
                return _signed(row, row)
    return None


def _entries(row: Node, *, fallback: str) -> Iterator[Entry]:
    """A booked row as one entry, or as one for each transaction a collected row tells of."""
    if row.text("Sts/Cd", "Sts") != "BOOK":
        return
    reference = row.text("AcctSvcrRef") or fallback
    total = _signed(row, row)
    booked_on = _day(row)
    details = row.all("NtryDtls/TxDtls")
    if len(details) < 2:  # noqa: PLR2004 - one transaction is the row itself
        yield _entry(reference, total, booked_on, details[0] if details else None)
        return
    parts = [_signed(detail, row) for detail in details]
    if sum(parts) != total:
        raise SumsWrong("the transactions of a collected entry do not add up to it")
    for number, (detail, cents) in enumerate(zip(details, parts, strict=True), start=1):
        own = detail.text("Refs/AcctSvcrRef")
        yield _entry(own if own and own != reference else f"{reference}/{number}",
                     cents, booked_on, detail)  # fmt: skip


def _entry(reference: str, cents: int, booked_on: date, detail: Node | None) -> Entry:
    if detail is None:
        return Entry(reference, cents, booked_on)
    end_to_end_id = detail.text("Refs/EndToEndId")
    other = "Cdtr" if cents < 0 else "Dbtr"
    return Entry(
        reference=reference,
        cents=cents,
        booked_on=booked_on,
        end_to_end_id="" if end_to_end_id == NO_ID else end_to_end_id,
        counterparty_iban=detail.text(f"RltdPties/{other}Acct/Id/IBAN"),
        remittance=detail.text("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref"),
        reason=detail.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
    )


def _signed(node: Node, row: Node) -> int:
    """A node's amount in cents, with the sign of its own direction or else its row's."""
    path = next((path for path in ("Amt", "AmtDtls/TxAmt/Amt") if node.text(path)), "Amt")
    sign = SIGNS.get(node.text("CdtDbtInd") or row.text("CdtDbtInd"))
    currency = node.attribute(path, "Ccy")
    if sign is None or currency not in ("EUR", ""):
        raise BankFileError("an amount without direction, or not in euros")
    return sign * cents_of(node.text(path))


def cents_of(text: str) -> int:
    """A bank's amount ("12.34") in cents. Raises BankFileError for parts of a cent or no number."""
    try:
        cents = Decimal(text) * 100
    except InvalidOperation as error:
        raise BankFileError("an amount that is no number") from error
    if not cents.is_finite() or cents < 0 or cents != cents.to_integral_value():
        raise BankFileError("an amount in parts of a cent, or below nothing")
    return int(cents)


def _day(row: Node) -> date:
    text = row.text("BookgDt/Dt", "BookgDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise BankFileError("a movement without a booking day") from error

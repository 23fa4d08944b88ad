"""Reading what moved on an account: camt.053 statements and camt.054 notifications.

Written for version 001.08, and reads 001.02 as well: elements are found by their local names. A
statement's balances and movements must lead to one another; a notification has no balances.
Amounts are signed cents: positive came in.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from settlement.bank.camt_values import (
    REFERENCE_LENGTH,
    amount_path,
    day_at,
    number_at,
    reference_at,
    signed_cents,
)
from settlement.bank.errors import BankFileError, SumsWrong
from settlement.bank.safe_xml import Node, message_of, read_xml

STATEMENT: Final = "camt.053"
NOTIFICATION: Final = "camt.054"
PATHS: Final = {
    STATEMENT: "BkToCstmrStmt/Stmt",
    NOTIFICATION: "BkToCstmrDbtCdtNtfctn/Ntfctn",
}
OPENING: Final = ("OPBD", "PRCD")
CLOSING: Final = ("CLBD",)
BOOKED: Final = "BOOK"
PENDING: Final = "PDNG"
# The bank writes this where a payer gave no end-to-end id.
NO_ID: Final = "NOTPROVIDED"


@dataclass(frozen=True)
class StatementProblem:
    """Where a file contradicts itself. `text` is for a developer and names no person."""

    code: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One movement (Ntry, or one TxDtls of a collected Ntry); texts are "" where not given.

    `reference` (AcctSvcrRef) is the bank's own and stands once in a statement. `reason` is the
    code of a return (RtrInf). `is_reversal` (RvslInd): the bank takes back what it booked before;
    the sign is already that of the taking back. A lump without its parts tells their number
    (NbOfTxs) and the payment block they came in (PmtInfId).
    """

    reference: str
    cents: int
    booked_on: date
    end_to_end_id: str = ""
    counterparty_iban: str = ""
    remittance: str = ""
    reason: str = ""
    valued_on: date | None = None
    counterparty_name: str = ""
    instruction_id: str = ""
    payment_information_id: str = ""
    transaction_count: int = 1
    is_reversal: bool = False


@dataclass(frozen=True)
class Statement:
    """A statement or notification of one account; balances are None on a notification.

    `entries` are booked, `pending` may still not come; what moved nothing (0.00) is in neither.
    `sequence` (ElctrncSeqNb) is None where not given, as are the days it runs from and to.
    """

    kind: str
    id: str
    iban: str
    opening_cents: int | None
    closing_cents: int | None
    entries: Sequence[Entry]
    pending: Sequence[Entry] = ()
    sequence: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    problems: Sequence[StatementProblem] = ()


def parse_camt(raw: bytes) -> Sequence[Statement]:
    """Every statement or notification in a file, each free of problems.

    Raises BankFileError, SumsWrong.
    """
    statements = read_camt(raw)
    for statement in statements:
        for problem in statement.problems:
            raise SumsWrong(problem.text)
    return statements


def read_camt(raw: bytes) -> Sequence[Statement]:
    """As `parse_camt`, but what contradicts itself is read and told. Raises BankFileError."""
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
    iban = "".join(node.text("Acct/Id/IBAN", "Acct/Id/Othr/Id").split()).upper()
    identity = node.text("Id")
    if currency != "EUR" or not iban:
        raise BankFileError("names no euro account")
    if not identity or len(identity) > REFERENCE_LENGTH:
        raise BankFileError("a statement without a fitting id")
    problems: list[StatementProblem] = []
    rows = [
        (status, entry)
        for number, row in enumerate(node.all("Ntry"), start=1)
        if (status := row.text("Sts/Cd", "Sts")) in (BOOKED, PENDING)
        for entry in _entries(row, iban, f"{identity}#{number}", problems)
    ]
    statement = Statement(
        kind=kind,
        id=identity,
        iban=iban,
        opening_cents=_balance(node, OPENING),
        closing_cents=_balance(node, CLOSING),
        entries=each_once(entry for status, entry in rows if status == BOOKED),
        pending=each_once(entry for status, entry in rows if status == PENDING),
        sequence=number_at(node, "ElctrncSeqNb", "LglSeqNb"),
        starts_on=day_at(node, "FrToDt/FrDtTm"),
        ends_on=day_at(node, "FrToDt/ToDtTm"),
    )
    if kind == STATEMENT:
        problems += sum_problems(statement)
    return replace(statement, problems=tuple(problems))


def sum_problems(statement: Statement) -> Iterator[StatementProblem]:
    """Balances that are missing, or that the movements do not join."""
    opening, closing = statement.opening_cents, statement.closing_cents
    if opening is None:
        yield StatementProblem("no-opening-balance", "no opening balance")
    if closing is None:
        yield StatementProblem("no-closing-balance", "no closing balance")
    if opening is None or closing is None:
        return
    missing = closing - opening - sum(entry.cents for entry in statement.entries)
    if missing:
        yield StatementProblem(
            "sums-wrong", f"opening and movements miss the closing balance by {missing} cents"
        )


def _balance(node: Node, codes: Sequence[str]) -> int | None:
    for code in codes:
        for row in node.all("Bal"):
            if row.text("Tp/CdOrPrtry/Cd") == code:
                return signed_cents(row, row)
    return None


def _entries(
    row: Node, iban: str, fallback: str, problems: list[StatementProblem]
) -> Iterator[Entry]:
    """A row as one entry, or as one for each transaction a collected row tells of.

    Parts that do not add up to their row are a problem, and the row then stands for them.
    """
    whole = _entry(row, iban, fallback)
    details = row.all("NtryDtls/TxDtls")
    if len(details) == 1:
        yield _with_details(whole, details[0], iban)
        return
    if not details or not any(amount_path(detail) for detail in details):
        yield whole
        return
    parts = [signed_cents(detail, row) for detail in details]
    if sum(parts) != whole.cents:
        problems.append(
            StatementProblem("parts-wrong", "the parts of a collected entry do not add up to it")
        )
        yield whole
        return
    for number, (detail, cents) in enumerate(zip(details, parts, strict=True), start=1):
        own = reference_at(detail, "Refs/AcctSvcrRef")
        reference = own if own != whole.reference and own else f"{whole.reference}/{number}"
        part = replace(whole, reference=reference, cents=cents, transaction_count=1)
        yield _with_details(part, detail, iban)


def _entry(row: Node, iban: str, fallback: str) -> Entry:
    booked_on = day_at(row, "BookgDt/Dt", "BookgDt/DtTm")
    if booked_on is None and row.text("Sts/Cd", "Sts") == PENDING:
        booked_on = day_at(row, "ValDt/Dt", "ValDt/DtTm")
    if booked_on is None:
        raise BankFileError("a movement without a booking day")
    return Entry(
        reference=reference_at(row, "AcctSvcrRef") or fallback,
        cents=signed_cents(row, row),
        booked_on=booked_on,
        valued_on=day_at(row, "ValDt/Dt", "ValDt/DtTm"),
        is_reversal=row.text("RvslInd") in ("true", "1"),
        payment_information_id=row.text("NtryDtls/Btch/PmtInfId"),
        transaction_count=number_at(row, "NtryDtls/Btch/NbOfTxs")
        or max(1, len(row.all("NtryDtls/TxDtls"))),
    )


def _with_details(entry: Entry, detail: Node, iban: str) -> Entry:
    end_to_end_id = detail.text("Refs/EndToEndId")
    name, other = _counterparty(detail, iban, came_in=entry.cents > 0)
    return replace(
        entry,
        end_to_end_id="" if end_to_end_id == NO_ID else end_to_end_id,
        instruction_id=detail.text("Refs/InstrId"),
        payment_information_id=detail.text("Refs/PmtInfId") or entry.payment_information_id,
        counterparty_name=name,
        counterparty_iban=other,
        remittance=detail.text("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref"),
        reason=detail.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
    )


def _counterparty(detail: Node, iban: str, *, came_in: bool) -> tuple[str, str]:
    """Name and account of the other side.

    A return keeps the roles of the payment it returns: the payee who sent it back is the creditor
    still, though the money came in. So our own account is passed over, whatever its role.
    """
    sides = [
        (
            detail.text(f"RltdPties/{role}/Pty/Nm", f"RltdPties/{role}/Nm"),
            detail.text(f"RltdPties/{role}Acct/Id/IBAN", f"RltdPties/{role}Acct/Id/Othr/Id"),
        )
        for role in (("Dbtr", "Cdtr") if came_in else ("Cdtr", "Dbtr"))
    ]
    known = [side for side in sides if side[1] not in ("", iban)]
    named = [side for side in sides if side[0] and not side[1]]
    return (known + named + [("", "")])[0]


def each_once(entries: Iterator[Entry]) -> Sequence[Entry]:
    """The entries that move something, each with a reference of its own.

    Where a bank gives several movements one reference, the later ones are numbered: none of them
    may be taken for one that was read before.
    """
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        seen[entry.reference] += 1
        if entry.cents:
            count = seen[entry.reference]
            one = f"{entry.reference}#{count}" if count > 1 else entry.reference
            found.append(replace(entry, reference=one))
    return tuple(found)

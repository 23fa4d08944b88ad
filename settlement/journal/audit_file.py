"""The journal as an audit file: XML Auditfile Financieel 3.2 (XAF), as accountants read it in.

One journal of memorandum entries, a transaction for each day and kind, a period for each month.
Sums stand in it twice: as lines and as control totals, which a reader compares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from lxml import etree

from currency.models import Transfer
from settlement.bank.amounts import euros
from settlement.journal.lines import Line, Total

NAMESPACE: Final = "http://www.auditfiles.nl/XAF/3.2"
DEFAULT_NAMESPACE: Final[Any] = {None: NAMESPACE}  # lxml's stubs know no default namespace
JOURNAL: Final = "MUNT"


@dataclass(frozen=True)
class Books:
    """All that a file says: whose books, which days, and what was booked."""

    company: str
    tax_number: str
    first: date
    last: date
    created_on: date
    totals: Sequence[Total]
    lines: Sequence[Line]


def audit_file(books: Books) -> bytes:
    """The file. The same books give the same bytes."""
    root = etree.Element("auditfile", nsmap=DEFAULT_NAMESPACE)
    header = _add(root, "header")
    for name, text in (
        ("fiscalYear", str(books.first.year)),
        ("startDate", books.first.isoformat()),
        ("endDate", books.last.isoformat()),
        ("curCode", "EUR"),
        ("dateCreated", books.created_on.isoformat()),
        ("softwareDesc", "Heitje"),
    ):
        _add(header, name, text)
    company = _add(root, "company")
    _add(company, "companyName", books.company)
    _add(company, "taxRegistrationCountry", "NL")
    _add(company, "taxRegIdent", books.tax_number)
    _chart(company, books.totals)
    _periods(company, books.first, books.last)
    _opening(company, books)
    _transactions(company, books.lines)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _chart(company: Any, totals: Sequence[Total]) -> None:
    ledger = _add(company, "generalLedger")
    for total in totals:
        account = _add(ledger, "ledgerAccount")
        _add(account, "accID", total.account.number)
        _add(account, "accDesc", total.account.name)
        _add(account, "accTp", "B" if total.account.is_balance else "P")


def _periods(company: Any, first: date, last: date) -> None:
    periods = _add(company, "periods")
    begins = first
    while begins <= last:
        following = (begins.replace(day=1) + timedelta(days=31)).replace(day=1)
        period = _add(periods, "period")
        _add(period, "periodNumber", str(begins.month))
        _add(period, "startDatePeriod", begins.isoformat())
        _add(period, "endDatePeriod", min(last, following - timedelta(days=1)).isoformat())
        begins = following


def _opening(company: Any, books: Books) -> None:
    standing = [total for total in books.totals if total.opening]
    opening = _add(company, "openingBalance")
    _add(opening, "opBalDate", books.first.isoformat())
    _add(opening, "opBalDesc", "Beginbalans")
    _add(opening, "linesCount", str(len(standing)))
    _add(opening, "totalDebit", euros(-sum(min(0, total.opening) for total in standing)))
    _add(opening, "totalCredit", euros(sum(max(0, total.opening) for total in standing)))
    for number, total in enumerate(standing, start=1):
        line = _add(opening, "obLine")
        _add(line, "nr", str(number))
        _add(line, "accID", total.account.number)
        _side(line, debit=max(0, -total.opening), credit=max(0, total.opening))


def _transactions(company: Any, lines: Sequence[Line]) -> None:
    transactions = _add(company, "transactions")
    _add(transactions, "linesCount", str(len(lines)))
    _add(transactions, "totalDebit", euros(sum(line.debit for line in lines)))
    _add(transactions, "totalCredit", euros(sum(line.credit for line in lines)))
    journal = _add(transactions, "journal")
    _add(journal, "jrnID", JOURNAL)
    _add(journal, "desc", "Lokale munt")
    _add(journal, "jrnTp", "M")
    for document, some in groupby(lines, key=lambda line: line.document):
        _transaction(journal, document, list(some))


def _transaction(journal: Any, document: str, lines: Sequence[Line]) -> None:
    transaction = _add(journal, "transaction")
    _add(transaction, "nr", document)
    _add(transaction, "desc", str(Transfer.Kind(lines[0].kind).label))
    _add(transaction, "periodNumber", str(lines[0].day.month))
    _add(transaction, "trDt", lines[0].day.isoformat())
    for number, line in enumerate(lines, start=1):
        found = _add(transaction, "trLine")
        _add(found, "nr", str(number))
        _add(found, "accID", line.account.number)
        _add(found, "docRef", document)
        _add(found, "effDate", line.day.isoformat())
        _side(found, debit=line.debit, credit=line.credit)
        if line.cost_centre:
            _add(found, "costID", line.cost_centre)


def _side(line: Any, *, debit: int, credit: int) -> None:
    _add(line, "amnt", euros(debit or credit))
    _add(line, "amntTp", "D" if debit else "C")


def _add(parent: Any, name: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, name)
    element.text = text
    return element

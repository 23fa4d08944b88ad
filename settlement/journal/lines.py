"""The journal as lines in euros, and the balances before and after them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from django.db import connection
from django.utils import timezone

from settlement.journal.chart import NOT_IN_THE_BOOKS, POSITION_OF, USUAL, Position
from settlement.models import CostCentre, LedgerCode
from tenants.queries import current_tenant

DAILY_SUMS: Final = (Path(__file__).parent / "daily_sums.sql").read_text(encoding="utf-8")
BEFORE_ALL: Final = datetime(1, 1, 2, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Account:
    """A position under the municipality's own number and name."""

    position: Position
    number: str
    name: str

    @property
    def is_balance(self) -> bool:
        """Whether it stands on the balance sheet; otherwise it is a cost or a benefit."""
        return USUAL[self.position].is_balance


@dataclass(frozen=True)
class Line:
    """One side of one day's kind of transfers: cents, debit or credit, never both."""

    day: date
    kind: str
    account: Account
    cost_centre: str
    debit: int = 0
    credit: int = 0

    @property
    def document(self) -> str:
        """What lines of one day and kind have in common."""
        return f"{self.day:%Y%m%d}-{self.kind}"


@dataclass(frozen=True)
class Total:
    """What an account stood at, what was booked, and what it stands at. Cents; credit positive."""

    account: Account
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        """After the period."""
        return self.opening + self.credit - self.debit


def chart_of_accounts() -> Sequence[Account]:
    """Every position, by its number."""
    own = {code.position: code for code in LedgerCode.objects.all()}
    found = []
    for position, usual in USUAL.items():
        code = own.get(position.value)
        number, name = (code.number, code.name) if code else (usual.number, usual.name)
        found.append(Account(position, number, name))
    return sorted(found, key=lambda account: (account.number, account.position))


def journal(first: date, last: date) -> Sequence[Line]:
    """The lines of the days `first` to `last`; each day and kind is in balance by itself."""
    begins, ends = _midnight(first), _midnight(last + timedelta(days=1))
    return list(_balanced(begins, ends, chart_of_accounts()))


def totals(first: date, lines: Sequence[Line]) -> Sequence[Total]:
    """Opening, movements and closing of each account, by number. Openings sum to zero.

    `lines` are the journal from `first` on.
    """
    chart = chart_of_accounts()
    before: Counter[Position] = Counter()
    for line in _balanced(BEFORE_ALL, _midnight(first), chart):
        before[line.account.position] += line.credit - line.debit
    debit: Counter[Position] = Counter()
    credit: Counter[Position] = Counter()
    for line in lines:
        debit[line.account.position] += line.debit
        credit[line.account.position] += line.credit
    return [
        Total(one, before[one.position], debit[one.position], credit[one.position]) for one in chart
    ]


def _lines(begins: datetime, ends: datetime, chart: Sequence[Account]) -> Iterable[Line]:
    accounts = {account.position: account for account in chart}
    centres = dict(CostCentre.objects.values_list("programme_id", "code"))
    summed: dict[tuple[date, str, Position, str], list[int]] = defaultdict(lambda: [0, 0])
    parameters: dict[str, int | datetime | list[str]] = {
        "value": current_tenant().coin_value_cents, "begins": begins, "ends": ends,
        "left_out": [str(kind) for kind in NOT_IN_THE_BOOKS],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(DAILY_SUMS, parameters)
        for day, kind, pot, programme_id, debit, credit in cursor.fetchall():
            sides = summed[day, kind, POSITION_OF[pot], centres.get(programme_id, "")]
            sides[0] += debit
            sides[1] += credit
    for (day, kind, position, centre), (debit, credit) in sorted(summed.items()):
        account = accounts[position]
        if debit:
            yield Line(day, kind, account, centre, debit=debit)
        if credit:
            yield Line(day, kind, account, centre, credit=credit)


def _balanced(begins: datetime, ends: datetime, chart: Sequence[Account]) -> Iterable[Line]:
    """The lines, and a line of rounding where a day and kind miss a cent."""
    rounding = next(one for one in chart if one.position == Position.ROUNDING)
    lines = _lines(begins, ends, chart)
    for (day, kind), some in groupby(lines, key=lambda line: (line.day, line.kind)):
        missing = 0
        for line in some:
            missing += line.debit - line.credit
            yield line
        if missing > 0:
            yield Line(day, kind, rounding, "", credit=missing)
        elif missing < 0:
            yield Line(day, kind, rounding, "", debit=-missing)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())

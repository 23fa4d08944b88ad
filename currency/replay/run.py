"""A whole replay, from the ledger to the report."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.timezone import localdate

from currency.models import RuleSet
from currency.replay import reading
from currency.replay.days import Days
from currency.replay.opening import Start, open_books
from currency.replay.report import Happened, Report
from currency.replay.simulation import Simulation
from currency.replay.state import Books
from currency.replay.terms import Terms
from currency.rules.document import Rules
from tenants.queries import current_tenant

MOST_MONTHS: Final = 24
Progress = Callable[[int, int], None]


def replay(
    draft: Rules, months: int, *, now: datetime, told: Progress = lambda seen, total: None
) -> Report:
    """The tenant's own transfers of the last `months` under the draft: what would be otherwise.

    From the first day of the month so many months ago up to `now`, so that what is counted by month
    is counted from its beginning. `told` hears how many transfers of how many were replayed. Reads
    only; each read is a statement by itself.
    """
    assert 1 <= months <= MOST_MONTHS, "the caller refuses other months"
    since = month_ago(localdate(now), months)
    zone = timezone.get_default_timezone()
    start_at = datetime.combine(since, datetime.min.time(), zone)
    terms = Terms(draft, _coin_cents(draft), _versions_that_redeem_like(draft))
    books, days = Books(), Days(zone)
    simulation = Simulation(terms, books, days)
    window = reading.window(since=start_at, until=now, kinds=simulation.kinds)
    seen = 0
    told(seen, window.total)
    if window.total:
        open_books(books, Start(window, start_at), terms, days, simulation.ageing)
        for rows in reading.rows(window, simulation.kinds):
            seen += simulation.take(rows)
            told(seen, window.total)
        simulation.end(localdate(now).toordinal())
    return Report(
        months=months, since=since, until=localdate(now), transfers=seen,
        happened=tuple(
            Happened(kind=kind, count=count, amount=amount)
            for kind, (count, amount) in sorted(simulation.happened.items())
        ),
        differences=simulation.findings.differences(),
    )  # fmt: skip


def month_ago(day: date, months: int) -> date:
    """The first day of the calendar month so many months before this day's."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _coin_cents(draft: Rules) -> int:
    return draft.coin.value_cents or current_tenant().coin_value_cents


def _versions_that_redeem_like(draft: Rules) -> frozenset[int]:
    """Versions under which a shop's coins became euros as the draft would have it."""
    wanted = draft.redemption
    return frozenset(
        version
        for version, document in RuleSet.objects.values_list("id", "document")
        if Rules.model_validate(document).redemption == wanted
    )

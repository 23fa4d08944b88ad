"""What a resident receives as a volunteer: what is left, and the meter that shows it. Cents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from currency.errors import NoRules
from currency.models import Counter, VolunteerRoom
from currency.queries.rules import rules_in_force
from currency.rules.document import Rules, VolunteerNorm
from currency.rules.volunteers import (
    counts_as_young,
    hourly_norm,
    month_of,
    next_month,
    norm_on,
    year_of,
)
from tenants.people.models import Person
from tenants.pseudonyms import pseudonyms_of
from tenants.queries import current_tenant
from tenants.services.volunteer_counts import counted, counted_each

# Counts cents, unlike the other counters: the limits of the law are in euros.
COUNTER: Final = "volunteer-cents"
MONTHS_AHEAD: Final = 12


@dataclass(frozen=True)
class Across:
    """Under which names somebody is counted in the region; the first is the one in use."""

    region_id: int
    pseudonyms: Sequence[str]


@dataclass(frozen=True)
class Gauge:
    """One limit and what counts for it."""

    limit: int
    received: int
    reserved: int
    elsewhere: int

    @property
    def own(self) -> int:
        """What counts of this tenant's own."""
        return self.received + self.reserved

    @property
    def used(self) -> int:
        """All that counts."""
        return self.own + self.elsewhere

    @property
    def room(self) -> int:
        """What is left."""
        return max(0, self.limit - self.used)

    @property
    def scale(self) -> int:
        """How long the bar is: a limit that was lowered may be passed."""
        return max(self.limit, self.used)


@dataclass(frozen=True)
class Meter:
    """What a resident sees of the limits: this month, this year, and the most for an hour."""

    on: date
    month: Gauge
    year: Gauge
    hourly: int
    is_young: bool
    knows_age: bool
    across_region: bool


def volunteer_meter(person: Person, at: datetime) -> Meter | None:
    """The meter of a day; None where the limits do not apply here."""
    try:
        rules = rules_in_force(at).rules
    except NoRules:
        return None
    day = localdate(at)
    norm = norm_on(rules.volunteers.norms, day)
    if not rules.volunteers.applies or norm is None:
        return None
    across = names_across(person, rules, day.year)
    used = used_in(person, across, (month_of(day), year_of(day)))
    month = Q(day__year=day.year, day__month=day.month)
    return Meter(
        on=day,
        month=_gauge(norm.month, used[month_of(day)], _own(person, month)),
        year=_gauge(norm.year, used[year_of(day)], _own(person, Q(day__year=day.year))),
        hourly=hourly_norm(norm, person.birthday, day),
        is_young=counts_as_young(person.birthday, day),
        knows_age=person.birthday is not None,
        across_region=across is not None,
    )


def names_across(person: Person, rules: Rules, year: int) -> Across | None:
    """How the region knows this person; None where this tenant counts alone.

    Who changed mail address this year is also who was counted under the earlier one.
    """
    region_id = current_tenant().region_id
    if region_id is None or not rules.volunteers.across_region:
        return None
    names = list(pseudonyms_of(person.email, region_id=region_id))
    earlier = (
        VolunteerRoom.objects.filter(party=person.party_id, day__year=year, region_id=region_id)
        .exclude(pseudonym__in=names)
        .values_list("pseudonym", flat=True)
        .distinct()
    )
    return Across(region_id, [*names, *earlier])


def used_in(person: Person, across: Across | None, periods: Iterable[str]) -> Mapping[str, int]:
    """Cents that count in each period: here, or in the region together where that is more."""
    asked = list(periods)
    here = dict(
        Counter.objects.filter(
            name=COUNTER, subject=str(person.party_id), period__in=asked
        ).values_list("period", "used")
    )
    there: Mapping[str, int] = {}
    if across is not None:
        there = counted(region_id=across.region_id, pseudonyms=across.pseudonyms, periods=asked)
    return {period: max(here.get(period, 0), there.get(period, 0)) for period in asked}


def used_by(
    people: Iterable[Person], days: Iterable[date], at: datetime
) -> Mapping[tuple[UUID, str], int]:
    """`used_in` for many people at once: cents by party and period. Two queries.

    Earlier mail addresses are not looked for; who signs up is judged by `used_in`.
    """
    across = rules_in_force(at).rules.volunteers.across_region
    region_id = current_tenant().region_id if across else None
    periods = {word for day in days for word in (month_of(day), year_of(day))}
    parties = {person.party_id: person for person in people}
    used: dict[tuple[UUID, str], int] = {
        (party, period): 0 for party in parties for period in periods
    }
    rows = Counter.objects.filter(
        name=COUNTER, subject__in=[str(party) for party in parties], period__in=periods
    )
    for subject, period, cents in rows.values_list("subject", "period", "used"):
        used[UUID(subject), period] = cents
    if region_id is not None:
        names = {party: pseudonyms_of(one.email, region_id=region_id)
                 for party, one in parties.items()}  # fmt: skip
        there = counted_each(
            region_id=region_id, pseudonyms=[n for ns in names.values() for n in ns],
            periods=periods,
        )  # fmt: skip
        for party, period in used:
            total = sum(there.get((name, period), 0) for name in names[party])
            used[party, period] = max(used[party, period], total)
    return used


def first_room(person: Person, rules: Rules, *, after: date, cents: int) -> date | None:
    """The first day of the next month that has room for so many cents; None: not within a year."""
    months = [next_month(after)]
    while len(months) < MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    periods = {word for month in months for word in (month_of(month), year_of(month))}
    used = used_in(person, names_across(person, rules, after.year), periods)
    for month in months:
        norm = norm_on(rules.volunteers.norms, month)
        if norm is None or _fits(norm, used, month, cents):
            return month
    return None


def _fits(norm: VolunteerNorm, used: Mapping[str, int], month: date, cents: int) -> bool:
    return used[month_of(month)] + cents <= norm.month and used[year_of(month)] + cents <= norm.year


def _own(person: Person, period: Q) -> tuple[int, int]:
    found = VolunteerRoom.objects.filter(period, party=person.party_id).aggregate(
        received=Sum("cents", filter=Q(state=VolunteerRoom.State.RECEIVED)),
        reserved=Sum("cents", filter=Q(state=VolunteerRoom.State.RESERVED)),
    )
    return found["received"] or 0, found["reserved"] or 0


def _gauge(limit: int, used: int, own: tuple[int, int]) -> Gauge:
    return Gauge(limit, *own, elsewhere=max(0, used - sum(own)))

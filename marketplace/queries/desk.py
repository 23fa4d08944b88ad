"""Reads for the municipality's console: counts, weeks, who takes part where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.utils.timezone import localdate

from currency.models import Entry, Transfer
from currency.queries import PERSONAL_POTS
from marketplace.models import Klus, Merchant, SignUp
from marketplace.queries.reach import ORGANISE, in_reach
from marketplace.queries.words import words_of
from marketplace.rules.transitions import REWARDED
from tenants.people.models import Neighbourhood, Person


@dataclass(frozen=True)
class ConsoleCounts:
    """The tiles of the console. People and klussen are counted over the last 30 days."""

    active_residents: int
    done: int
    merchants: int
    waiting: int
    oldest_waiting: datetime | None
    applications: int


def console_counts(now: datetime) -> ConsoleCounts:
    """Three queries, however large the town."""
    since = now - timedelta(days=30)
    recent = SignUp.objects.filter(signed_up_at__gte=since).aggregate(
        people=Count("resident", distinct=True)
    )
    work = SignUp.objects.aggregate(
        done=Count("id", filter=Q(state__in=REWARDED, decided_at__gte=since)),
        waiting=Count("id", filter=Q(state=SignUp.State.HANDED_IN)),
        oldest=Min("handed_in_at", filter=Q(state=SignUp.State.HANDED_IN)),
    )
    shops = Merchant.objects.aggregate(
        approved=Count("id", filter=Q(state=Merchant.State.APPROVED)),
        applied=Count("id", filter=Q(state=Merchant.State.APPLIED)),
    )
    return ConsoleCounts(
        active_residents=recent["people"],
        done=work["done"],
        merchants=shops["approved"],
        waiting=work["waiting"],
        oldest_waiting=work["oldest"],
        applications=shops["applied"],
    )


@dataclass(frozen=True)
class Week:
    """Coins that residents earned and spent in the week that starts on this Monday."""

    monday: date
    earned: int
    spent: int

    @property
    def number(self) -> int:
        """The week's ISO 8601 number."""
        return self.monday.isocalendar().week


# What was given back was not spent; it counts in the week in which it came back.
SPENDING: Final = (Transfer.Kind.PAYMENT, Transfer.Kind.PAYMENT_ABROAD, Transfer.Kind.REFUND)


def weekly_series(now: datetime, *, weeks: int = 8) -> list[Week]:
    """The last weeks, oldest first, quiet ones with zeroes. One query."""
    today = localdate(now)
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(weeks))]
    rows = (
        Entry.objects.filter(account__pot__in=PERSONAL_POTS, transfer__at__date__gte=mondays[0])
        .annotate(week=TruncWeek("transfer__at"))
        .values("week")
        .annotate(
            earned=Sum("amount", filter=Q(transfer__kind=Transfer.Kind.REWARD)),
            spent=Sum(
                "amount",
                filter=Q(transfer__kind__in=SPENDING)
                | Q(transfer__reverses__kind=Transfer.Kind.PAYMENT),
            ),
        )
    )
    found = {row["week"].date(): (row["earned"] or 0, max(0, -(row["spent"] or 0))) for row in rows}
    return [Week(monday, *found.get(monday, (0, 0))) for monday in mondays]


@dataclass(frozen=True)
class Participation:
    """One neighbourhood: how many people took part and how much was done there."""

    name: str
    people: int
    done: int


def participation(now: datetime, *, days: int = 90) -> list[Participation]:
    """People and finished klussen by the neighbourhood of the klus, most people first.

    Fewer than five people are shown as 0 people: a small number would point at somebody.
    """
    since = now - timedelta(days=days)
    done = Q(klussen__slots__sign_ups__state__in=REWARDED) & Q(
        klussen__slots__sign_ups__decided_at__gte=since
    )
    rows = (
        Neighbourhood.objects.annotate(
            people=Count("klussen__slots__sign_ups__resident", filter=done, distinct=True),
            done=Count("klussen__slots__sign_ups", filter=done),
        )
        .filter(done__gt=0)
        .order_by("-people", "name")
    )
    return [Participation(row.name, row.people if row.people >= 5 else 0, row.done) for row in rows]


def klussen_of_console(
    person: Person, *, states: Iterable[str] = (), text: str = ""
) -> QuerySet[Klus]:
    """The klussen this person runs but patterns, newest first.

    Each comes with its first moment, its places and how many of them are taken.
    """
    found = Klus.objects.select_related("programme", "neighbourhood").annotate(
        first_start=Min("slots__starts_at"),
        places=Sum("slots__places"),
        taken=Sum("slots__taken"),
        reserved=F("hold__amount") - F("hold__captured") - F("hold__released"),
    )
    found = found.filter(in_reach(person, ORGANISE)).exclude(state=Klus.State.PATTERN)
    if states:
        found = found.filter(state__in=list(states))
    for word in words_of(text):
        found = found.filter(title__icontains=word)
    return found.order_by("-created_at", "-id")

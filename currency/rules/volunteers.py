"""What a volunteer may receive: which norm holds, by age and day, and what a reward is in euros.

Source: Wet IB 2001 and Handboek Loonheffingen, the volunteers' allowance. Cents of euros. Pure.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from currency.rules.document import VolunteerNorm

ADULT_AT: Final = 21


def norm_on(norms: Sequence[VolunteerNorm], day: date) -> VolunteerNorm | None:
    """The norm with the latest start not after the day; before all of them the first one.

    None only where there is no norm at all.
    """
    in_order = sorted(norms, key=lambda norm: norm.since)
    begun = [norm for norm in in_order if norm.since <= day]
    return begun[-1] if begun else next(iter(in_order), None)


def counts_as_young(birthday: date | None, day: date) -> bool:
    """Whether the norm of who is under 21 holds. Of whom no age is known it does: it is lower."""
    if birthday is None:
        return True
    is_before = (day.month, day.day) < (birthday.month, birthday.day)
    return day.year - birthday.year - is_before < ADULT_AT


def hourly_norm(norm: VolunteerNorm, birthday: date | None, day: date) -> int:
    """The most cents for an hour on that day."""
    return norm.hourly_under_21 if counts_as_young(birthday, day) else norm.hourly


def is_above(cents: int, *, minutes: int, hourly: int) -> bool:
    """Whether so much for so many minutes is more than the hourly norm. Exact."""
    return cents * 60 > hourly * minutes


def cents_of(amount: int, *, coin_value_cents: int) -> int:
    """Minor units of the coin in cents, rounded up: what counts for a limit is never too low."""
    return -(-amount * coin_value_cents // 100)


def month_of(day: date) -> str:
    """The period of a calendar month."""
    return f"{day:%Y-%m}"


def year_of(day: date) -> str:
    """The period of a calendar year."""
    return f"{day:%Y}"


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)

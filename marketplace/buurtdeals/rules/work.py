"""The klussen of a season: a rule that ends with it, and how often that is."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from marketplace.planning.errors import RecurrenceInvalid
from marketplace.planning.rules.recurrence import parts_of, starts_until

MOST_TIMES: Final = 400


def within_season(rule: str, ends_on: date) -> str:
    """The rule, ended by the season where it does not end before. Raises RecurrenceInvalid."""
    parts: Mapping[str, str] = parts_of(rule)
    if "COUNT" in parts:
        raise RecurrenceInvalid(part="COUNT")
    until = f"{ends_on:%Y%m%d}T235959"
    kept = {**parts, "UNTIL": min(parts.get("UNTIL", until), until)}
    return ";".join(f"{name}={value}" for name, value in kept.items())


def times_in(rule: str, begins_at: time, starts_on: date, ends_on: date) -> int:
    """How often it is in the season."""
    found = starts_until(
        within_season(rule, ends_on), starts_on, begins_at,
        after=starts_on - timedelta(days=1), until=ends_on, most=MOST_TIMES,
    )  # fmt: skip
    return len(found)

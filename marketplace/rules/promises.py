"""What a klus promises: for a person, or to a group as a whole; and how a group shares. Pure.

Amounts are minor units. `reward` is of one person, or with `is_group` of all at one moment.
"""

from collections.abc import Mapping
from datetime import datetime


def promise_of(reward: int, *, is_group: bool, places: int) -> int:
    """The most one moment may give."""
    return reward if is_group else reward * places


def expected_share(reward: int, *, is_group: bool, places: int) -> int:
    """What one person gets; in a group when everybody comes, rounded up."""
    return -(-reward // places) if is_group else reward


def paid_minutes(starts_at: datetime, ends_at: datetime, duration_minutes: int) -> int:
    """For how many minutes somebody is rewarded: the moment may be wider than the work."""
    return min(duration_minutes, int((ends_at - starts_at).total_seconds()) // 60) or 1


def minutes_present(
    begun_at: datetime | None, done_at: datetime | None, starts_at: datetime, ends_at: datetime,
    longest: int,
) -> int:  # fmt: skip
    """How long somebody was there, within the moment; all of it where nobody ticked them off."""
    if begun_at is None or done_at is None:
        return longest
    seconds = (min(done_at, ends_at) - max(begun_at, starts_at)).total_seconds()
    whole = int(seconds) // 60
    return min(whole, longest) if whole >= 1 else longest


def split(total: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Part `total` by weight to the minor unit: largest remainder, of equals the lowest id first.

    In whatever order the weights come the parts are the same; they sum to the total, and each is
    less than one minor unit away from its exact share. Whose weight is nothing gets nothing.
    """
    whole = sum(weights.values())
    assert whole > 0, "somebody took part"
    parts = {who: total * weight // whole for who, weight in weights.items()}
    rest = total - sum(parts.values())
    by_remainder = sorted(weights, key=lambda who: (-(total * weights[who] % whole), who))
    for who in by_remainder[:rest]:
        parts[who] += 1
    return parts


def capped(parts: Mapping[int, int], most: int) -> dict[int, int]:
    """No part above `most`; what is taken off goes to nobody."""
    return {who: min(part, most) for who, part in parts.items()}

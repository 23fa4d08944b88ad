"""Giving a part of a payment back: to which pots, and how much is left to give. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def spread_back(
    drawn: Sequence[tuple[int, int]], *, already: int, amount: int
) -> Sequence[tuple[int, int]]:
    """Which account gets how much of `amount` back, the one drawn last first. Minor units.

    `drawn` is what each account gave, in the order in which they were drawn; `already` what was
    given back before, in the same way. Parts given back one by one so fill the pots as one sum
    would.
    """
    assert 0 <= already <= already + amount <= sum(given for _, given in drawn), "no more than paid"
    parts: list[tuple[int, int]] = []
    skipped, left = already, amount
    for account, given in reversed(drawn):
        part = min(left, given - min(skipped, given))
        skipped -= min(skipped, given)
        if part:
            parts.append((account, part))
            left -= part
    return parts


def may_still_report(*, paid_at: datetime, days: int, now: datetime) -> bool:
    """Whether a payment is recent enough to say that something is wrong with it."""
    return now < paid_at + timedelta(days=days)

"""When a shop's coins become euros, and how many."""

from datetime import date, datetime, timedelta
from typing import Literal

from currency.rules.document import Redemption as RedemptionRules


def cut_off(rules: RedemptionRules, now: datetime) -> datetime:
    """Receipts up to and including this moment are old enough."""
    return now - timedelta(days=rules.holding_days)


def free_from(rules: RedemptionRules, received_at: datetime) -> datetime:
    """When a receipt is old enough."""
    return received_at + timedelta(days=rules.holding_days)


def cents_for(coins: int, *, coin_value_cents: int) -> int:
    """Euro cents for minor units of the coin, rounded down: what is left over stays cover."""
    return coins * coin_value_cents // 100


def is_due(
    rhythm: Literal["weekly", "monthly", "on-request"], *, last: date | None, today: date
) -> bool:
    """Whether the house redeems by itself today: once a calendar week (ISO 8601) or month."""
    if rhythm == "on-request":
        return False
    if last is None:
        return True
    if rhythm == "weekly":
        return last.isocalendar()[:2] < today.isocalendar()[:2]
    return (last.year, last.month) < (today.year, today.month)

"""When a shop's coins become euros, and how many."""

from datetime import date, datetime, timedelta
from typing import Literal

from currency.rules.document import Redemption as RedemptionRules
from currency.rules.document import Rules


def terms_on(rules: Rules, today: date) -> RedemptionRules:
    """How is redeemed on a day: on the coin's last one nothing is held back any more."""
    if is_last_call(rules, today):
        return rules.redemption.model_copy(update={"holding_days": 0, "minimum": 0})
    return rules.redemption


def is_last_call(rules: Rules, today: date) -> bool:
    """Whether the coin ends today or has ended: every shop is redeemed, whatever the rhythm."""
    last = rules.wind_down.last_redemption_on
    return last is not None and today >= last


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

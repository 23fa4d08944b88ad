"""What two fields of the rules say together that cannot both be meant. Pure.

Each contradiction names the field to look at by its path and says why in a code;
`currency.rule_words` has a sentence for each code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from currency.rules.document import PotName, Rules


@dataclass(frozen=True)
class Contradiction:
    """A field ("payments.maximum") and what is wrong with it."""

    field: str
    code: str


def contradictions(rules: Rules) -> list[Contradiction]:
    """All that is contradictory, in the order of the document."""
    return [
        *_rewards(rules), *_volunteers(rules), *_payments(rules), *_pots(rules),
        *_expiry(rules), *_top_up(rules), *_wind_down(rules),
    ]  # fmt: skip


def _rewards(rules: Rules) -> Iterator[Contradiction]:
    rewards = rules.rewards
    if rewards.minimum > rewards.maximum:
        yield Contradiction("rewards.minimum", "reward-minimum-above-maximum")
    if rewards.maximum > rules.pots.maximum_balance:
        yield Contradiction("rewards.maximum", "reward-above-balance")


def _volunteers(rules: Rules) -> Iterator[Contradiction]:
    norms = rules.volunteers.norms
    if rules.volunteers.applies and not norms:
        yield Contradiction("volunteers.norms", "norm-missing")
    starts = [norm.since for norm in norms]
    if len(set(starts)) < len(starts):
        yield Contradiction("volunteers.norms", "norms-overlap")
    for position, norm in enumerate(norms):
        if norm.month > norm.year:
            yield Contradiction(f"volunteers.norms.{position}.month", "month-above-year")
        if norm.hourly_under_21 > norm.hourly:
            yield Contradiction(
                f"volunteers.norms.{position}.hourly_under_21",
                "young-above-adult",
            )


def _payments(rules: Rules) -> Iterator[Contradiction]:
    payments = rules.payments
    if payments.maximum > payments.maximum_per_day:
        yield Contradiction("payments.maximum", "payment-above-day")
    month = payments.maximum_per_month
    if month is not None and payments.maximum_per_day > month:
        yield Contradiction("payments.maximum_per_day", "day-above-month")


def _pots(rules: Rules) -> Iterator[Contradiction]:
    pots = rules.pots
    if len(set(pots.order)) < len(pots.order):
        yield Contradiction("pots.order", "pot-twice")
    # What is earned in a pot that nobody may spend is worth nothing.
    if "earned" not in pots.order:
        yield Contradiction("pots.order", "earned-not-spent")
    if rules.top_up.enabled and "topped-up" not in pots.order:
        yield Contradiction("pots.order", "topped-up-not-spent")
    for name in get_args(PotName):
        pot, path = pots.of(name), f"pots.{name.replace('-', '_')}"
        if pot.maximum_balance is not None and pot.maximum_balance > pots.maximum_balance:
            yield Contradiction(f"{path}.maximum_balance", "pot-above-balance")
        if (
            pot.maximum_payment is not None
            and pot.maximum_per_day is not None
            and (pot.maximum_payment > pot.maximum_per_day)
        ):
            yield Contradiction(f"{path}.maximum_payment", "payment-above-day")
        if (
            pot.maximum_per_day is not None
            and pot.maximum_per_month is not None
            and (pot.maximum_per_day > pot.maximum_per_month)
        ):
            yield Contradiction(f"{path}.maximum_per_day", "day-above-month")


def _expiry(rules: Rules) -> Iterator[Contradiction]:
    for name in get_args(PotName):
        expiry, path = rules.pots.of(name).expiry, f"pots.{name.replace('-', '_')}.expiry"
        if expiry.kind == "months" and expiry.months is None:
            yield Contradiction(f"{path}.months", "expiry-months-missing")
        if expiry.kind == "date" and expiry.on is None:
            yield Contradiction(f"{path}.on", "expiry-day-missing")
        months = expiry.months if expiry.kind == "months" else None
        if months is not None and months * 28 < rules.redemption.holding_days:
            yield Contradiction(
                f"{path}.months",
                "expiry-within-holding",
            )


def _top_up(rules: Rules) -> Iterator[Contradiction]:
    top_up = rules.top_up
    if top_up.minimum > top_up.maximum:
        yield Contradiction("top_up.minimum", "top-up-minimum-above-maximum")
    if top_up.maximum > top_up.maximum_per_month:
        yield Contradiction("top_up.maximum", "top-up-above-month")
    if top_up.bonus_bp and not top_up.bonus_maximum_per_month:
        yield Contradiction("top_up.bonus_maximum_per_month", "bonus-without-maximum")


def _wind_down(rules: Rules) -> Iterator[Contradiction]:
    end = rules.wind_down
    days = [
        ("last_spending_on", end.last_earning_on, end.last_spending_on),
        ("last_redemption_on", end.last_spending_on, end.last_redemption_on),
    ]
    for field, before, after in days:
        if (before is None) != (after is None):
            yield Contradiction(f"wind_down.{field}", "wind-down-incomplete")
        elif before is not None and after is not None and before > after:
            yield Contradiction(f"wind_down.{field}", "wind-down-out-of-order")

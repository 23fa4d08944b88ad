"""What two fields of the rules say together that cannot both be meant. Pure.

Each contradiction names the field to look at by its path and says why in a code;
`currency.rule_words` has a sentence for each code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, get_args

from currency.rules.document import PotName, PotRules, Rules

# The shortest calendar month: after so many days a month may be over.
SHORTEST_MONTH_DAYS: Final = 28


@dataclass(frozen=True)
class Contradiction:
    """A field ("payments.maximum") and what is wrong with it."""

    field: str
    code: str


def contradictions(rules: Rules) -> list[Contradiction]:
    """All that is contradictory, in the order of the document."""
    parts = (
        _coin, _rewards, _checking, _volunteers, _payments, _cards, _order, _pots, _expiry,
        _demurrage, _top_up, _abroad, _wind_down,
    )  # fmt: skip
    return [Contradiction(field, code) for part in parts for field, code in part(rules)]


Found = Iterator[tuple[str, str]]


def _coin(rules: Rules) -> Found:
    if (rules.coin.singular is None) != (rules.coin.plural is None):
        missing = "singular" if rules.coin.singular is None else "plural"
        yield f"coin.{missing}", "coin-words-incomplete"


def _rewards(rules: Rules) -> Found:
    rewards = rules.rewards
    usual = "per_hour" if rewards.basis == "hour" else "per_klus"
    if getattr(rewards, usual) > rewards.maximum:
        yield f"rewards.{usual}", "usual-reward-above-maximum"
    if rewards.basis == "klus" and rewards.per_klus < rewards.minimum:
        yield "rewards.per_klus", "usual-reward-below-minimum"
    if rewards.minimum > rewards.maximum:
        yield "rewards.minimum", "reward-minimum-above-maximum"
    if rewards.enabled and rewards.maximum > _most_in(rules, "earned"):
        yield "rewards.maximum", "reward-above-balance"
    month = rewards.organiser_per_month
    if month is not None and month < rewards.minimum:
        yield "rewards.organiser_per_month", "organiser-below-minimum"


def _checking(rules: Rules) -> Found:
    checking = rules.checking
    if checking.several_from is None:
        return
    if checking.checkers == 1:
        yield "checking.several_from", "several-without-checkers"
    elif checking.several_from > rules.rewards.maximum:
        yield "checking.several_from", "several-never"


def _volunteers(rules: Rules) -> Found:
    norms = rules.volunteers.norms
    if rules.volunteers.applies and not norms:
        yield "volunteers.norms", "norm-missing"
    starts = [norm.since for norm in norms]
    for position, norm in enumerate(norms):
        path = f"volunteers.norms.{position}"
        if norm.since in starts[:position]:
            yield f"{path}.since", "norms-overlap"
        if norm.hourly_under_21 > norm.hourly:
            yield f"{path}.hourly_under_21", "young-above-adult"
        if norm.hourly > norm.month:
            yield f"{path}.hourly", "hour-above-month"
        if norm.month > norm.year:
            yield f"{path}.month", "month-above-year"


def _payments(rules: Rules) -> Found:
    payments = rules.payments
    if payments.maximum > payments.maximum_per_day:
        yield "payments.maximum", "payment-above-day"
    month = payments.maximum_per_month
    if month is not None and payments.maximum_per_day > month:
        yield "payments.maximum_per_day", "day-above-month"
    # A shop gives euros a way out; between residents only this says how much may go round.
    if rules.paying.resident_to_resident and month is None:
        yield "payments.maximum_per_month", "residents-without-month"


def _cards(rules: Rules) -> Found:
    cards = rules.cards
    if not cards.enabled:
        return
    if cards.pin_above > cards.without_pin_per_day:
        yield "cards.pin_above", "pin-above-day"
    if cards.without_pin_per_day > rules.payments.maximum_per_day:
        yield "cards.without_pin_per_day", "pin-day-above-day"


def _order(rules: Rules) -> Found:
    order = rules.pots.order
    if not order:
        yield "pots.order", "order-empty"
        return
    if len(set(order)) < len(order):
        yield "pots.order", "pot-twice"
    # What comes into a pot that nobody may spend is worth nothing.
    if rules.rewards.enabled and "earned" not in order:
        yield "pots.order", "earned-not-spent"
    if rules.top_up.enabled and "topped-up" not in order:
        yield "pots.order", "topped-up-not-spent"
    for name in get_args(PotName):
        if name not in order and rules.pots.of(name) != PotRules():
            yield "pots.order", f"{name}-ruled-not-spent"


def _pots(rules: Rules) -> Found:
    pots, payments = rules.pots, rules.payments
    for name in get_args(PotName):
        pot, path = pots.of(name), _path(name)
        ladder = [
            ("maximum_payment", pot.maximum_payment, pot.maximum_per_day, "payment-above-day"),
            ("maximum_payment", pot.maximum_payment, pot.maximum_per_month, "payment-above-month"),
            ("maximum_per_day", pot.maximum_per_day, pot.maximum_per_month, "day-above-month"),
            ("maximum_balance", pot.maximum_balance, pots.maximum_balance, "pot-above-balance"),
            ("maximum_payment", pot.maximum_payment, payments.maximum, "pot-above-all"),
            ("maximum_per_day", pot.maximum_per_day, payments.maximum_per_day, "pot-above-all"),
            ("maximum_per_month", pot.maximum_per_month, payments.maximum_per_month,
             "pot-above-all"),
        ]  # fmt: skip
        for field, low, high, code in ladder:
            if low is not None and high is not None and low > high:
                yield f"{path}.{field}", code
        if _has_twice(pot.categories):
            yield f"{path}.categories", "category-twice"


def _expiry(rules: Rules) -> Found:
    for name in get_args(PotName):
        expiry, path = rules.pots.of(name).expiry, f"{_path(name)}.expiry"
        if expiry.kind == "months" and expiry.months is None:
            yield f"{path}.months", "expiry-months-missing"
        if expiry.kind != "months" and expiry.months is not None:
            yield f"{path}.months", "expiry-months-unused"
        if expiry.kind == "date" and expiry.on is None:
            yield f"{path}.on", "expiry-day-missing"
        if expiry.kind != "date" and expiry.on is not None:
            yield f"{path}.on", "expiry-day-unused"
        months = expiry.months if expiry.kind == "months" else None
        if months is not None and months * SHORTEST_MONTH_DAYS < rules.redemption.holding_days:
            yield f"{path}.months", "expiry-within-holding"


def _demurrage(rules: Rules) -> Found:
    demurrage = rules.demurrage
    if _has_twice(demurrage.pots):
        yield "demurrage.pots", "pot-twice"
    if not demurrage.share_bp:
        return
    if not demurrage.pots:
        yield "demurrage.pots", "demurrage-without-pots"
    elif demurrage.above >= max(_most_in(rules, name) for name in demurrage.pots):
        yield "demurrage.above", "demurrage-never"


def _top_up(rules: Rules) -> Found:
    top_up = rules.top_up
    if top_up.minimum > top_up.maximum:
        yield "top_up.minimum", "top-up-minimum-above-maximum"
    if top_up.maximum > top_up.maximum_per_month:
        yield "top_up.maximum", "top-up-above-month"
    if top_up.enabled and top_up.maximum > _most_in(rules, "topped-up"):
        yield "top_up.maximum", "top-up-above-balance"
    if top_up.bonus_bp and not top_up.bonus_maximum_per_month:
        yield "top_up.bonus_maximum_per_month", "bonus-without-maximum"


def _abroad(rules: Rules) -> Found:
    maximum = rules.abroad.maximum_payment
    if maximum is not None and maximum > rules.payments.maximum:
        yield "abroad.maximum_payment", "abroad-above-payment"


def _wind_down(rules: Rules) -> Found:
    end = rules.wind_down
    days = [
        ("last_spending_on", end.last_earning_on, end.last_spending_on),
        ("last_redemption_on", end.last_spending_on, end.last_redemption_on),
    ]
    for field, before, after in days:
        if (before is None) != (after is None):
            yield f"wind_down.{field}", "wind-down-incomplete"
        elif before is not None and after is not None and before > after:
            yield f"wind_down.{field}", "wind-down-out-of-order"
    spent, redeemed = end.last_spending_on, end.last_redemption_on
    waits = timedelta(days=rules.redemption.holding_days)
    if spent is not None and redeemed is not None and spent <= redeemed < spent + waits:
        yield "wind_down.last_redemption_on", "wind-down-within-holding"


def _most_in(rules: Rules, pot: str) -> int:
    """The most that a resident may have in a pot, in minor units."""
    own = rules.pots.of(pot).maximum_balance
    return rules.pots.maximum_balance if own is None else min(own, rules.pots.maximum_balance)


def _path(pot: str) -> str:
    return f"pots.{pot.replace('-', '_')}"


def _has_twice(names: Sequence[str]) -> bool:
    return len(set(names)) < len(names)

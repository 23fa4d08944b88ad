"""Rewards, gifts and top-ups under the draft: how much, and whether there is room for it. Pure."""

from dataclasses import dataclass

from currency.replay.paying import room_rule
from currency.replay.state import EARNED, TOPPED_UP, Resident
from currency.replay.terms import Terms
from currency.rules.volunteers import cents_of


@dataclass(frozen=True)
class Earned:
    """What a reward would have been: `amount` minor units, 0 where `rule` refuses it.

    `rule` is also what made the amount another one; None where all is as it was.
    """

    amount: int
    rule: str | None = None


def judge_reward(terms: Terms, resident: Resident, amount: int, day: int, month: int) -> Earned:
    """A reward as the draft would have it: between the least and the most, inside the limits."""
    rules = terms.rules
    if not rules.rewards.enabled:
        return Earned(0, "rewards.enabled")
    last = rules.wind_down.last_earning_on
    if last is not None and day > last.toordinal():
        return Earned(0, "wind_down.last_earning_on")
    rule, asked = None, amount
    if asked > rules.rewards.maximum:
        asked, rule = rules.rewards.maximum, "rewards.maximum"
    elif asked < rules.rewards.minimum:
        asked, rule = rules.rewards.minimum, "rewards.minimum"
    over = room_rule(terms, resident, EARNED, asked)
    over = over or volunteer_rule(terms, resident, asked, day, month)
    return Earned(0, over) if over else Earned(asked, rule)


def volunteer_rule(
    terms: Terms, resident: Resident, amount: int, day: int, month: int
) -> str | None:
    """The limit of the law that a reward would pass; counted in cents, by month and by year."""
    if not terms.rules.volunteers.applies:
        return None
    found = terms.norm_on(day)
    if found is None:
        return None
    number, norm = found
    cents = cents_of(amount, coin_value_cents=terms.coin_cents)
    if resident.earned.get(month, 0) + cents > norm.month:
        return f"volunteers.norms.{number}.month"
    if resident.earned.get(-(month // 12), 0) + cents > norm.year:
        return f"volunteers.norms.{number}.year"
    return None


def count_reward(terms: Terms, resident: Resident, amount: int, month: int) -> None:
    """Raise what the law counts; a negative amount gives the room back."""
    cents = cents_of(abs(amount), coin_value_cents=terms.coin_cents) * (1 if amount > 0 else -1)
    year = -(month // 12)
    resident.earned[month] = resident.earned.get(month, 0) + cents
    resident.earned[year] = resident.earned.get(year, 0) + cents


def gift_rule(terms: Terms, resident: Resident, pot: int, amount: int, day: int) -> str | None:
    """The rule by which a gift would not have been given."""
    last = terms.rules.wind_down.last_earning_on
    if last is not None and day > last.toordinal():
        return "wind_down.last_earning_on"
    return room_rule(terms, resident, pot, amount)


def top_up_rule(terms: Terms, resident: Resident, amount: int, day: int, month: int) -> str | None:
    """The rule by which coins would not have been bought; the bonus must fit in as well."""
    top_up = terms.rules.top_up
    if not top_up.enabled:
        return "top_up.enabled"
    if amount < top_up.minimum:
        return "top_up.minimum"
    if amount > top_up.maximum:
        return "top_up.maximum"
    if resident.bought.get(month, 0) + amount > top_up.maximum_per_month:
        return "top_up.maximum_per_month"
    bonus, _ = bonus_for(terms, resident, amount, month)
    return gift_rule(terms, resident, TOPPED_UP, amount + bonus, day)


def bonus_for(terms: Terms, resident: Resident, amount: int, month: int) -> tuple[int, str]:
    """The bonus on bought coins and the rule that decides it: a share, up to the month's most."""
    top_up = terms.rules.top_up
    share = amount * top_up.bonus_bp // 10_000
    left = max(0, top_up.bonus_maximum_per_month - resident.bonus.get(month, 0))
    if share > left:
        return left, "top_up.bonus_maximum_per_month"
    return share, "top_up.bonus_bp"

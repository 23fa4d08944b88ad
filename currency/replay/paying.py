"""Payments under the draft: who may pay whom, how much, and out of which pots. Pure.

Judged in the order of the services: the end of the coin, who pays whom, the sum, the border, the
receiver's room, the pots, and what is counted by day and month.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from currency.replay.state import A_POT, EARNED, Business, Party, Resident
from currency.replay.terms import Terms
from currency.rules.spending import PERSON, Skip

ABROAD: Final = "payment-abroad"
PERSONAL: Final = "personal"
SKIPPED: Final[Mapping[Skip, str]] = {
    Skip.CATEGORY: "categories", Skip.ABROAD: "abroad", Skip.PEOPLE: "categories",
}  # fmt: skip
Part = tuple[int, int]


def refusing_rule(
    terms: Terms, kind: str, payer: Party, payee: Party | None, amount: int, day: int
) -> str | None:
    """The rule that refuses this payment whatever is in the pots; None where none does."""
    rules = terms.rules
    last = rules.wind_down.last_spending_on
    if last is not None and day > last.toordinal():
        return "wind_down.last_spending_on"
    rule = _abroad(terms, amount) if kind == ABROAD else _between(terms, payer, payee)
    if rule is not None:
        return rule
    if amount > rules.payments.maximum:
        return "payments.maximum"
    if isinstance(payee, Resident):
        return room_rule(terms, payee, EARNED, amount)
    return None


def _abroad(terms: Terms, amount: int) -> str | None:
    abroad = terms.rules.abroad
    if not abroad.spend:
        return "abroad.spend"
    if abroad.maximum_payment is not None and amount > abroad.maximum_payment:
        return "abroad.maximum_payment"
    return None


def _between(terms: Terms, payer: Party, payee: Party | None) -> str | None:
    """Who may pay whom: a resident may always pay a business."""
    paying = terms.rules.paying
    if isinstance(payer, Resident):
        is_allowed = paying.resident_to_resident or not isinstance(payee, Resident)
        return None if is_allowed else "paying.resident_to_resident"
    if isinstance(payee, Resident):
        return None if paying.shop_to_resident else "paying.shop_to_resident"
    return None if paying.shop_to_shop else "paying.shop_to_shop"


def room_rule(terms: Terms, receiver: Resident, pot: int, amount: int) -> str | None:
    """The rule by which a person cannot have this amount more in a pot; None where they can."""
    if sum(receiver.balances) + amount > terms.rules.pots.maximum_balance:
        return "pots.maximum_balance"
    most = terms.pots[pot].maximum_balance
    if most is not None and receiver.balances[pot] + amount > most:
        return f"{terms.paths[pot]}.maximum_balance"
    return None


def counted_rule(terms: Terms, payer: Party, amount: int, day: int, month: int) -> str | None:
    """The rule by which the day or the month has no room for this amount."""
    payments = terms.rules.payments
    if payer.used.get(day, 0) + amount > payments.maximum_per_day:
        return "payments.maximum_per_day"
    most = payments.maximum_per_month
    if most is not None and payer.used.get(-month, 0) + amount > most:
        return "payments.maximum_per_month"
    return None


def count(
    terms: Terms, payer: Party, amount: int, parts: Sequence[Part], day: int, month: int
) -> None:
    """Raise what is counted; a negative amount gives the room back. The caps are not looked at."""
    used = payer.used
    used[day] = used.get(day, 0) + amount
    used[-month] = used.get(-month, 0) + amount
    if terms.has_limited_pots and isinstance(payer, Resident):
        for pot, part in parts:
            part = part if amount >= 0 else -part
            further = (pot + 1) * A_POT
            used[further + day] = used.get(further + day, 0) + part
            used[-further - month] = used.get(-further - month, 0) + part


def spread(
    terms: Terms, payer: Resident, amount: int, payee: Party | None, day: int, month: int
) -> tuple[list[Part], str | None]:
    """What each pot gives, in the draft's order, and the first rule that held a pot back.

    The parts may make less than the amount: then the payment cannot be made.
    """
    reasons = terms.reasons(*_sort_of(payee))
    balances = payer.balances
    parts: list[Part] = []
    held_back = None
    left = amount
    for pot in terms.order:
        has = balances[pot]
        if has <= 0:
            continue
        reason = reasons[pot]
        if reason is not None:
            held_back = held_back or f"{terms.paths[pot]}.{SKIPPED[reason]}"
            continue
        part = has if has < left else left
        if terms.has_limited_pots:
            most, rule = _most(terms, payer, pot, day, month)
            if most < part:
                part, held_back = max(0, most), held_back or rule
        if part:
            parts.append((pot, part))
            left -= part
            if not left:
                break
    return parts, held_back


def _sort_of(payee: Party | None) -> tuple[str, str, bool]:
    """As `spending.Payee` tells a payee; nobody of this town is a shop in another."""
    if payee is None:
        return ("merchant", "", True)
    if isinstance(payee, Business):
        return (payee.kind, payee.category, False)
    return (PERSON, "", False)


def _most(terms: Terms, payer: Resident, pot: int, day: int, month: int) -> tuple[int, str]:
    """The least of what the pot's own limits leave, and which limit that is."""
    own, path, further = terms.pots[pot], terms.paths[pot], (pot + 1) * A_POT
    limits = []
    if own.maximum_payment is not None:
        limits.append((own.maximum_payment, f"{path}.maximum_payment"))
    if own.maximum_per_day is not None:
        used = payer.used.get(further + day, 0)
        limits.append((own.maximum_per_day - used, f"{path}.maximum_per_day"))
    if own.maximum_per_month is not None:
        used = payer.used.get(-further - month, 0)
        limits.append((own.maximum_per_month - used, f"{path}.maximum_per_month"))
    return min(limits, default=(payer.balances[pot], ""))

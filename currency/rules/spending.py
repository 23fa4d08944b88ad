"""Which pots are good for a payment, and how much each may give. Pure.

Coins keep what their pot says of them. What goes to a person arrives as earned and is good for
anything, so a pot pays people only where that frees its coins of nothing: it is good at every kind
of shop, crosses the border as earned coins do, expires never or as those do, and loses no value
that those keep. Coins for an emergency are for who got them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from currency import errors, paying_errors
from currency.rules.document import Rules

PERSON = "person"
BUSINESSES = frozenset({"merchant", "organisation"})
PAYERS = BUSINESSES | {PERSON}


@dataclass(frozen=True)
class Payee:
    """Whom a payment goes to: the kind of party, what kind of shop, and whether in another town."""

    kind: str
    category: str = ""
    is_abroad: bool = False


class Skip(StrEnum):
    """Why a pot gives nothing."""

    CATEGORY = "category"
    ABROAD = "abroad"
    PEOPLE = "people"
    LIMIT = "limit"


class Part(NamedTuple):
    """What one pot gives, in minor units."""

    pot: str
    amount: int


class Skipped(NamedTuple):
    """A pot with coins in it that gives nothing, or less than it has, and why."""

    pot: str
    reason: Skip


@dataclass(frozen=True)
class Spread:
    """What each pot gives, in the order of the rules, and why others with coins in them do not."""

    parts: Sequence[Part]
    skipped: Sequence[Skipped]


def refuse_unless_may_pay(rules: Rules, payer_kind: str, payee_kind: str) -> None:
    """A resident pays shops and organisations always, others as the rules say.

    Raises MayNotPay, ResidentsMayNotPayEachOther, ShopsMayNotPayResidents, ShopsMayNotPayEachOther.
    """
    if payer_kind not in PAYERS or payee_kind not in PAYERS:
        raise paying_errors.MayNotPay
    allowed = rules.paying
    if payer_kind == PERSON:
        if payee_kind == PERSON and not allowed.resident_to_resident:
            raise paying_errors.ResidentsMayNotPayEachOther
    elif payee_kind == PERSON:
        if not allowed.shop_to_resident:
            raise paying_errors.ShopsMayNotPayResidents
    elif not allowed.shop_to_shop:
        raise paying_errors.ShopsMayNotPayEachOther


def refuse_unless_may_ask(rules: Rules, payee_kind: str) -> None:
    """Whether anybody may pay a party of this kind. Raises as `refuse_unless_may_pay`."""
    if payee_kind == PERSON and rules.paying.shop_to_resident:
        return
    refuse_unless_may_pay(rules, PERSON, payee_kind)


def refuse_unless_room(rules: Rules, *, balance: int, earned: int, amount: int) -> None:
    """A person keeps no more than the rules say, in all and as earned. Raises ReceiverFull."""
    most_earned = rules.pots.earned.maximum_balance
    if balance + amount > rules.pots.maximum_balance:
        raise paying_errors.ReceiverFull
    if most_earned is not None and earned + amount > most_earned:
        raise paying_errors.ReceiverFull


def why_not(rules: Rules, pot: str, payee: Payee) -> Skip | None:
    """Why this pot is not good for this payee; None where it is."""
    own = rules.pots.of(pot)
    if payee.is_abroad and not own.abroad:
        return Skip.ABROAD
    if payee.kind != PERSON:
        is_good = not own.categories or payee.category in own.categories
        return None if is_good else Skip.CATEGORY
    return None if pot == "earned" or _frees_of_nothing(rules, pot) else Skip.PEOPLE


def spread(
    rules: Rules, available: Mapping[str, int], amount: int, payee: Payee,
    rooms: Mapping[str, int] | None = None,
) -> Spread:  # fmt: skip
    """Which pot gives how much to this payee, in the order of the rules; minor units.

    `rooms` is what a pot may still pay in its day and month, where it has such a limit. Raises
    InsufficientBalance, with the pots that were passed by.
    """
    parts: list[Part] = []
    skipped: list[Skipped] = []
    left = amount
    for pot in rules.pots.order:
        has = available.get(pot, 0)
        if has <= 0:
            continue
        reason = why_not(rules, pot, payee)
        most = _most(rules, pot, has, rooms or {})
        if reason or most < min(has, left):
            skipped.append(Skipped(pot, reason or Skip.LIMIT))
        part = 0 if reason else min(left, most)
        if part > 0:
            parts.append(Part(pot, part))
            left -= part
    if left:
        more = {"skipped": [f"{pot}:{reason}" for pot, reason in skipped]} if skipped else {}
        raise errors.InsufficientBalance(amount=amount, available=amount - left, **more)
    return Spread(parts, skipped)


def _frees_of_nothing(rules: Rules, pot: str) -> bool:
    own, earned, fading = rules.pots.of(pot), rules.pots.earned, rules.demurrage.pots
    return (
        pot != "emergency"
        and not own.categories
        and own.abroad == earned.abroad
        and (own.expiry.kind == "never" or own.expiry == earned.expiry)
        and (pot not in fading or "earned" in fading)
    )


def _most(rules: Rules, pot: str, has: int, rooms: Mapping[str, int]) -> int:
    most = rules.pots.of(pot).maximum_payment
    limits = [has, *([] if most is None else [most]), *([rooms[pot]] if pot in rooms else [])]
    return max(0, min(limits))

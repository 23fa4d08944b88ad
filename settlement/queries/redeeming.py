"""Reads about a shop's coins on their way to euros: what is old enough, what still ages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.timezone import localdate

from currency.models import Account, Entry, Pot
from currency.rules.document import Redemption as RedemptionRules
from settlement.models import Redemption
from settlement.rules.redeeming import cut_off, free_from
from tenants.people.models import Party


@dataclass(frozen=True)
class ShopTurn:
    """A shop that has coins, and when it last redeemed."""

    merchant: Party
    last_redeemed_at: datetime | None


@dataclass(frozen=True)
class Ageing:
    """What of a shop's coins is old enough, in minor units.

    `until_seq` is the last entry of the account before the first receipt that is too young;
    `first_at` the moment of the shop's first entry, None when it has none.
    """

    coins: int
    until_seq: int
    first_at: datetime | None


def shops_with_coins() -> Sequence[ShopTurn]:
    """Every shop with coins to its name, in the order of its party id."""
    last: dict[UUID, datetime] = dict(
        Redemption.objects.order_by().values_list("merchant_id").annotate(last=Max("at"))
    )
    parties = Party.objects.filter(
        kind=Party.Kind.MERCHANT, accounts__pot=Pot.MERCHANT, accounts__balance__gt=0
    ).order_by("id")
    return [ShopTurn(party, last.get(party.id)) for party in parties]


def last_redemption(merchant: Party) -> Redemption | None:
    """The shop's latest redemption."""
    return Redemption.objects.filter(merchant=merchant).order_by("-until_seq", "-id").first()


def ageing(account: Account, cut_off: datetime) -> Ageing:
    """How much of a shop's account stems from receipts up to `cut_off`.

    Everything that came in later and was not refunded is too young; the rest of the balance is
    old enough, because refunds and redemptions have already left it. What once was old enough
    stays so: entries up to the last redemption's are not looked at again, so this reads the
    holding period's entries, not the shop's history.
    """
    last = last_redemption(account.holder)
    young = too_young(account, cut_off, since=last.until_seq if last else 0).aggregate(
        coins=Sum("amount"), first_seq=Min("seq")
    )
    first = Entry.objects.filter(account=account, seq=1).values_list("transfer__at", flat=True)
    return Ageing(
        coins=max(0, (account.available or 0) - (young["coins"] or 0)),
        until_seq=young["first_seq"] - 1 if young["first_seq"] else account.last_seq,
        first_at=first.first(),
    )


def too_young(account: Account, cut_off: datetime, *, since: int) -> QuerySet[Entry]:
    """Receipts after `cut_off` that nobody refunded, beyond entry number `since`."""
    return Entry.objects.filter(
        account=account,
        seq__gt=since,
        amount__gt=0,
        transfer__at__gt=cut_off,
        transfer__reverses=None,
        transfer__reversed_by=None,
    )


def freeing_by_day(
    account: Account, rules: RedemptionRules, now: datetime
) -> Sequence[tuple[date, int]]:
    """What still ages, as (day it is old enough, minor units), first day first."""
    last = last_redemption(account.holder)
    young = too_young(account, cut_off(rules, now), since=last.until_seq if last else 0)
    days: dict[date, int] = {}
    for at, amount in young.values_list("transfer__at", "amount").order_by("transfer__at"):
        day = localdate(free_from(rules, at))
        days[day] = days.get(day, 0) + amount
    return sorted(days.items())


def redemptions_of(merchant: Party) -> QuerySet[Redemption]:
    """A shop's redemptions, newest first."""
    return Redemption.objects.filter(merchant=merchant).order_by("-at", "-id")

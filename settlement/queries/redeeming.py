"""Reads about a shop's coins on their way to euros: what is old enough, what still ages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from currency.models import Account, Dispute, Entry, Hold, Pot
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

    Everything that came in later and was not given back is too young; the rest of the balance is
    old enough, because refunds and redemptions have already left it. What is held for a report on
    a receipt is not available anyway, and counts as young no second time. What once was old enough
    stays so: entries up to the last redemption's are not looked at again, so this reads the
    holding period's entries, not the shop's history.
    """
    last = last_redemption(account.holder)
    young = too_young(account, cut_off, since=last.until_seq if last else 0).aggregate(
        coins=Sum(F("kept") - F("held")), first_seq=Min("seq")
    )
    first = Entry.objects.filter(account=account, seq=1).values_list("transfer__at", flat=True)
    return Ageing(
        coins=max(0, (account.available or 0) - (young["coins"] or 0)),
        until_seq=young["first_seq"] - 1 if young["first_seq"] else account.last_seq,
        first_at=first.first(),
    )


def too_young(account: Account, cut_off: datetime, *, since: int) -> QuerySet[Entry]:
    """Receipts after `cut_off` that were not given back, beyond entry number `since`.

    `kept` is what of a receipt was not given back in parts, `held` what of it is set aside for a
    report. Minor units.
    """
    given_back = (
        Entry.objects.filter(transfer__refunds=OuterRef("transfer"), amount__gt=0)
        .order_by()
        .values("transfer__refunds")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    held = Hold.objects.filter(
        dispute__transfer=OuterRef("transfer"), dispute__state=Dispute.State.OPEN, account=account
    ).values(left=F("amount") - F("captured") - F("released"))
    return Entry.objects.filter(
        account=account,
        seq__gt=since,
        amount__gt=0,
        transfer__at__gt=cut_off,
        transfer__reverses=None,
        transfer__reversed_by=None,
    ).annotate(
        kept=F("amount") - Coalesce(Subquery(given_back), 0), held=Coalesce(Subquery(held), 0)
    )


def freeing_by_day(
    account: Account, rules: RedemptionRules, now: datetime
) -> Sequence[tuple[date, int]]:
    """What still ages, as (day it is old enough, minor units), first day first."""
    last = last_redemption(account.holder)
    young = too_young(account, cut_off(rules, now), since=last.until_seq if last else 0)
    days: dict[date, int] = {}
    receipts = young.annotate(coins=F("kept")).values_list("transfer__at", "coins")
    for at, amount in receipts.order_by("transfer__at"):
        if amount:
            day = localdate(free_from(rules, at))
            days[day] = days.get(day, 0) + amount
    return sorted(days.items())


def redemptions_of(merchant: Party) -> QuerySet[Redemption]:
    """A shop's redemptions, newest first."""
    return Redemption.objects.filter(merchant=merchant).order_by("-at", "-id")

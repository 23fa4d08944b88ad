"""Reads about a shop's coins on their way to euros: what is old enough, what still ages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
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
    """What of a shop's coins is old enough, in minor units, over all its slots.

    `parts` says which account gives how much of it. `until` is for each account its last entry
    before the first receipt that is too young; `first_at` the moment of the shop's first entry,
    None when it has none.
    """

    coins: int
    parts: Sequence[tuple[Account, int]]
    until: Mapping[int, int]
    first_at: datetime | None


def shops_with_coins() -> Sequence[ShopTurn]:
    """Every shop with coins to its name, in the order of its party id."""
    last: dict[UUID, datetime] = dict(
        Redemption.objects.order_by().values_list("merchant_id").annotate(last=Max("at"))
    )
    parties = (
        Party.objects.filter(
            kind=Party.Kind.MERCHANT, accounts__pot=Pot.MERCHANT, accounts__balance__gt=0
        )
        .order_by("id")
        .distinct()
    )
    return [ShopTurn(party, last.get(party.id)) for party in parties]


def shop_accounts(merchant: Party) -> QuerySet[Account]:
    """Where a shop has its coins: one account, and the slots it was given when it was busy."""
    return Account.objects.filter(holder=merchant, pot=Pot.MERCHANT).order_by("slot")


def last_redemption(merchant: Party) -> Redemption | None:
    """The shop's latest redemption."""
    return Redemption.objects.filter(merchant=merchant).order_by("-until_seq", "-id").first()


def ageing(accounts: Sequence[Account], cut_off: datetime) -> Ageing:
    """How much of a shop's accounts stems from receipts up to `cut_off`.

    Everything that came in later and was not given back is too young; the rest of the balance is
    old enough, because refunds and redemptions have already left it. What is held for a report on
    a receipt is not available anyway, and counts as young no second time. What once was old enough
    stays so: entries up to the last redemption's are not looked at again, so this reads the
    holding period's entries, not the shop's history.
    """
    young = {
        account_id: (coins, first_seq)
        for account_id, coins, first_seq in too_young(accounts, cut_off)
        .order_by()
        .values("account_id")
        .annotate(coins=Sum(F("kept") - F("held")), first_seq=Min("seq"))
        .values_list("account_id", "coins", "first_seq")
    }
    free = [
        (account, (account.available or 0) - young.get(account.id, (0, 0))[0])
        for account in accounts
    ]
    first = Entry.objects.filter(account__in=accounts, seq=1).aggregate(at=Min("transfer__at"))
    coins = max(0, sum(part for _, part in free))
    return Ageing(
        coins=coins,
        parts=_taken_from(free, coins),
        until={
            account.id: young[account.id][1] - 1 if account.id in young else account.last_seq
            for account in accounts
        },
        first_at=first["at"],
    )


def _taken_from(free: Sequence[tuple[Account, int]], coins: int) -> Sequence[tuple[Account, int]]:
    """Which account gives how much of so many coins, each no more than is free on it."""
    parts, left = [], coins
    for account, available in free:
        part = min(left, available)
        if part > 0:
            parts.append((account, part))
            left -= part
    return parts


def too_young(accounts: Sequence[Account], cut_off: datetime) -> QuerySet[Entry]:
    """Receipts after `cut_off` that were not given back, since the shop's last redemption.

    `kept` is what of a receipt was not given back in parts, `held` what of it is set aside for a
    report. Minor units.
    """
    unread = Q(account__in=[])
    for account, seq in _read_until(accounts):
        unread |= Q(account=account, seq__gt=seq)
    given_back = (
        Entry.objects.filter(transfer__refunds=OuterRef("transfer"), amount__gt=0)
        .order_by()
        .values("transfer__refunds")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    held = Hold.objects.filter(
        dispute__transfer=OuterRef("transfer"),
        dispute__state=Dispute.State.OPEN,
        account=OuterRef("account"),
    ).values(left=F("amount") - F("captured") - F("released"))
    return Entry.objects.filter(
        unread,
        amount__gt=0,
        transfer__at__gt=cut_off,
        transfer__reverses=None,
        transfer__reversed_by=None,
    ).annotate(
        kept=F("amount") - Coalesce(Subquery(given_back), 0), held=Coalesce(Subquery(held), 0)
    )


def _read_until(accounts: Sequence[Account]) -> Sequence[tuple[Account, int]]:
    """Of each account the last entry that the shop's last redemption has looked at."""
    last = last_redemption(accounts[0].holder) if accounts else None
    if last is None:
        return [(account, 0) for account in accounts]
    return [
        (account, last.until_seqs.get(str(account.id), 0) if account.slot else last.until_seq)
        for account in accounts
    ]


def freeing_by_day(
    accounts: Sequence[Account], rules: RedemptionRules, now: datetime
) -> Sequence[tuple[date, int]]:
    """What still ages, as (day it is old enough, minor units), first day first."""
    young = too_young(accounts, cut_off(rules, now))
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

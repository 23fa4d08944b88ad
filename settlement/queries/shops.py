"""What a shop sees of its euros: ready, ageing, on their way, paid; and a statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.timezone import localdate

from currency.models import Account, Pot
from currency.queries import rules_in_force
from currency.rules.verdicts import fee_of
from settlement.models import Payout, Redemption
from settlement.queries.payouts import payouts_of, queued_cents
from settlement.queries.redeeming import (
    ageing,
    freeing_by_day,
    redemptions_of,
    shop_accounts,
)
from settlement.rules.redeeming import cents_for, cut_off, terms_on
from tenants.people.models import Party
from tenants.queries import current_tenant


@dataclass(frozen=True)
class Freeing:
    """Coins that are old enough from a day on; `cents` is what they come to, before any fee."""

    on: date
    coins: int
    cents: int


@dataclass(frozen=True)
class ShopEuros:
    """Where a shop's coins and euros stand.

    `ready_coins` can be redeemed now, for `ready_cents` after `fee_coins`; `queued_cents` waits
    for the next batch; `minimum` is the least the rules redeem at once; `held_coins` are set aside
    for customers who reported a payment.
    """

    ready_coins: int
    fee_coins: int
    ready_cents: int
    minimum: int
    queued_cents: int
    freeing: Sequence[Freeing]
    on_their_way: Sequence[Payout]
    held_coins: int

    @property
    def on_their_way_cents(self) -> int:
        """What stands in batches that the bank has not answered."""
        return sum(payout.cents for payout in self.on_their_way)

    @property
    def freeing_coins(self) -> int:
        """What still ages."""
        return sum(part.coins for part in self.freeing)

    @property
    def may_redeem(self) -> bool:
        """Whether a request would be met, as far as the shop's side goes."""
        return self.ready_cents > 0 and self.ready_coins >= self.minimum


def shop_euros(merchant: Party, now: datetime) -> ShopEuros:
    """Everything a shop wants to know of its euros now. Raises NoRules."""
    rules = rules_in_force(now).rules
    terms = terms_on(rules, localdate(now))
    value = current_tenant().coin_value_cents
    accounts = list(shop_accounts(merchant))
    ready = ageing(accounts, cut_off(terms, now)).coins
    freeing = [
        Freeing(day, coins, cents_for(coins, coin_value_cents=value))
        for day, coins in freeing_by_day(accounts, terms, now)
    ]
    fee = fee_of(rules, ready)
    return ShopEuros(
        ready_coins=ready,
        fee_coins=fee,
        ready_cents=cents_for(ready - fee, coin_value_cents=value),
        minimum=terms.minimum,
        queued_cents=queued_cents(merchant),
        freeing=freeing,
        on_their_way=[payout for payout in payouts_of(merchant) if payout.is_open],
        held_coins=sum(account.held for account in accounts),
    )


@dataclass(frozen=True)
class Line:
    """One line of a shop's euro statement: coins redeemed, or euros paid or come back.

    `owed_cents` is what it adds to (or takes from) what the municipality owes the shop.
    """

    at: datetime
    kind: str
    reference: str
    coins: int
    fee: int
    owed_cents: int


@dataclass(frozen=True)
class Statement:
    """A shop's euros over a period: owed before, every change, owed after."""

    since: date
    until: date
    before_cents: int
    lines: Sequence[Line]

    @property
    def after_cents(self) -> int:
        """What the municipality owes the shop at the end of the period."""
        return self.before_cents + sum(line.owed_cents for line in self.lines)

    @property
    def redeemed_coins(self) -> int:
        """Coins redeemed in the period."""
        return sum(line.coins for line in self.lines)

    @property
    def fee_coins(self) -> int:
        """Fees taken in the period."""
        return sum(line.fee for line in self.lines)

    @property
    def paid_cents(self) -> int:
        """Euros paid in the period, less what came back."""
        return -sum(line.owed_cents for line in self.lines if line.kind != "redemption")


def shop_statement(merchant: Party, since: date, until: date) -> Statement:
    """Every redemption, payout and return of a shop from day to day, oldest first.

    Read from the ledger's payable account, so its sums are the ledger's.
    """
    account = Account.objects.filter(holder=merchant, pot=Pot.PAYABLE).first()
    if account is None:
        return Statement(since, until, 0, [])
    before = account.entries.filter(transfer__at__date__lt=since).aggregate(total=Sum("amount"))
    entries = list(
        account.entries.filter(transfer__at__date__gte=since, transfer__at__date__lte=until)
        .select_related("transfer")
        .order_by("seq")
    )
    by_transfer = {
        redemption.euro_transfer_id: redemption
        for redemption in redemptions_of(merchant).filter(
            euro_transfer_id__in=[entry.transfer_id for entry in entries]
        )
    }
    references = {
        payout.id: payout.end_to_end_id for payout in Payout.objects.filter(merchant=merchant)
    }
    return Statement(
        since,
        until,
        before["total"] or 0,
        [
            _line(entry.transfer.at, entry.transfer.kind, entry.amount,
                  by_transfer.get(entry.transfer_id), entry.transfer.facts, references)
            for entry in entries
        ],
    )  # fmt: skip


def _line(
    at: datetime, kind: str, amount: int, redemption: Redemption | None,
    facts: dict[str, object], references: dict[UUID, str],
) -> Line:  # fmt: skip
    if redemption is not None:
        return Line(at, "redemption", "", redemption.coins, redemption.fee, amount)
    payout = facts.get("payout")
    reference = references.get(UUID(str(payout)), "") if payout else ""
    return Line(at, kind, reference, 0, 0, amount)

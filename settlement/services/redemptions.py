"""Redeeming: a shop's receipts that are old enough leave circulation and become a claim in euros.

Coins and euros move in one transaction: the coins from the shop to `redeemed` (and `fees`), the
euros from the municipality's cover to what it owes this shop. A receipt that was refunded, or may
still be, is never redeemed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.timezone import localdate

from currency.errors import KeyReused
from currency.keys import key_for
from currency.models import Account, Pot, Transfer
from currency.queries import RulesInForce, rules_in_force
from currency.rules.verdicts import fee_of
from currency.services.accounts import account_of, house_account
from currency.services.posting import Leg, Movement, post
from settlement import errors, queries
from settlement.models import Redemption
from settlement.rules.redeeming import cents_for, cut_off, is_due, is_last_call, terms_on
from tenants.errors import Refusal
from tenants.people.models import Party
from tenants.queries import current_tenant
from tenants.trail.services import audit

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RedeemRun:
    """What a run over all shops did: redemptions made, and why shops were passed by."""

    redeemed: int
    passed_by: Mapping[str, int]


@dataclass(frozen=True)
class _Accounts:
    """The accounts a redemption touches, locked. A busy shop has its coins on several."""

    merchant: Sequence[Account]
    redeemed: Account
    fees: Account
    cover: Account
    payable: Account

    @property
    def entries_of_merchant(self) -> int:
        """How often anything came to the shop or left it: the state of its accounts."""
        return sum(account.last_seq for account in self.merchant)


def redeem_due(*, now: datetime) -> RedeemRun:
    """Redeem for every shop whose turn it is by the rules' rhythm; each shop its own transaction.

    Running it again the same week (or month) does nothing more. From the coin's last day of
    redeeming on it is every shop's turn, each night until nothing is left. Raises NoRules.
    """
    rules, today = rules_in_force(now).rules, localdate(now)
    made, passed_by = 0, Counter[str]()
    for turn in queries.shops_with_coins():
        last = localdate(turn.last_redeemed_at) if turn.last_redeemed_at else None
        is_turn = is_due(rules.redemption.rhythm, last=last, today=today)
        if not (is_turn or is_last_call(rules, today)):
            continue
        try:
            redeem(merchant=turn.merchant, actor=None, now=now)
        except Refusal as refusal:
            passed_by[refusal.code] += 1
        else:
            made += 1
    if passed_by[errors.CoverMissing.code]:
        log.error("redeem_cover_missing", shops=passed_by[errors.CoverMissing.code])
    return RedeemRun(made, dict(passed_by))


@transaction.atomic
def redeem(
    *, merchant: Party, actor: UUID | None, now: datetime, key: UUID | None = None
) -> Redemption:
    """Redeem all of a shop's coins that are old enough; the same key answers the same redemption.

    Without a key the state of the shop's account is the key. Raises NoRules, KeyReused,
    NothingToRedeem, BelowMinimum, CoverMissing.
    """
    rules = rules_in_force(now)
    accounts = _lock(merchant)
    key = key or key_for("redeem", merchant.id, accounts.entries_of_merchant)
    earlier = Redemption.objects.filter(key=key).first()
    if earlier:
        if earlier.merchant_id != merchant.id:
            raise KeyReused
        return earlier
    terms = terms_on(rules.rules, localdate(now))
    ready = queries.ageing(accounts.merchant, cut_off(terms, now))
    fee = fee_of(rules.rules, ready.coins)
    cents = cents_for(ready.coins - fee, coin_value_cents=current_tenant().coin_value_cents)
    _refuse_unless_payable(ready.coins, cents, terms.minimum, accounts.cover)
    last = queries.last_redemption(merchant)
    until = cut_off(terms, now)
    redemption = Redemption.objects.create(
        key=key,
        merchant=merchant,
        coins=ready.coins,
        fee=fee,
        cents=cents,
        until_seq=sum(
            ready.until[account.id] for account in accounts.merchant if account.slot == 0
        ),
        until_seqs={
            str(account.id): ready.until[account.id]
            for account in accounts.merchant
            if account.slot
        },
        from_at=min(last.until_at if last else ready.first_at or until, until),
        until_at=until,
        at=now,
        actor=actor,
        coin_transfer=_retire_coins(accounts, key, ready, fee, rules, actor, now),
        euro_transfer=_owe_euros(accounts, key, cents, actor, now),
    )
    audit(verb="redeem", thing="redemption", thing_id=redemption.id, actor=actor,
          coins=ready.coins, fee=fee, cents=cents)  # fmt: skip
    return redemption


def _lock(merchant: Party) -> _Accounts:
    """All accounts of a redemption, locked in id order as every posting does."""
    account_of(merchant, Pot.MERCHANT)
    opened = {
        "redeemed": house_account(Pot.REDEEMED),
        "fees": house_account(Pot.FEES),
        "cover": house_account(Pot.COVER),
        "payable": account_of(merchant, Pot.PAYABLE),
    }
    slots = [account.id for account in queries.shop_accounts(merchant)]
    ids = [*slots, *(account.id for account in opened.values())]
    rows = {row.id: row for row in Account.objects.select_for_update().filter(id__in=ids)
            .order_by("id")}  # fmt: skip
    return _Accounts(
        merchant=[rows[slot] for slot in slots],
        **{name: rows[account.id] for name, account in opened.items()},
    )


def _refuse_unless_payable(coins: int, cents: int, minimum: int, cover: Account) -> None:
    if cents < 1:
        raise errors.NothingToRedeem(coins=coins, minimum=minimum)
    if coins < minimum:
        raise errors.BelowMinimum(coins=coins, minimum=minimum)
    if cents > (cover.available or 0):
        raise errors.CoverMissing(cents=cents)


def _retire_coins(
    accounts: _Accounts, key: UUID, ready: queries.Ageing, fee: int, rules: RulesInForce,
    actor: UUID | None, now: datetime,
) -> Transfer:  # fmt: skip
    legs = [Leg(account.id, -part) for account, part in ready.parts]
    legs.append(Leg(accounts.redeemed.id, ready.coins - fee))
    if fee:
        legs.append(Leg(accounts.fees.id, fee))
    return post(
        Movement(
            key=key_for("redeem-coins", key),
            kind=Transfer.Kind.REDEMPTION,
            legs=legs,
            at=now,
            actor=actor,
            rules_id=rules.id,
            facts={"redemption": str(key)},
        )
    )


def _owe_euros(
    accounts: _Accounts, key: UUID, cents: int, actor: UUID | None, now: datetime
) -> Transfer:
    return post(
        Movement(
            key=key_for("redeem-euros", key),
            kind=Transfer.Kind.PAYABLE,
            legs=(Leg(accounts.cover.id, -cents), Leg(accounts.payable.id, cents)),
            at=now,
            actor=actor,
            facts={"redemption": str(key)},
            event="redemption.posted",
        )
    )

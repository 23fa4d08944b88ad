"""Buying coins: the euros are set aside in the same movement that makes the coins.

The bonus needs euros too: it is made out of what the cover has beyond the coins that exist, so the
cover never falls below them. Where it has not that much, nothing is booked.
"""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from currency import queries
from currency.errors import AmountNotPositive, BalanceFull, OverLimit
from currency.issuing_errors import (
    BonusNotCovered,
    ReferenceInvalid,
    TopUpMonthFull,
    TopUpOff,
    TopUpOutside,
)
from currency.models import Pot, Transfer
from currency.queries.hand_outs import balances_of, too_full
from currency.queries.top_ups import (
    BONUS,
    BOUGHT,
    TopUpQuote,
    TopUpReceipt,
    bonus_key,
    month_of,
    quote_top_up,
    receipt_of,
)
from currency.rules import wind_down
from currency.services.accounts import account_of, house_account, lock_accounts
from currency.services.posting import Leg, Limit, Movement, post
from tenants.people.models import Party, Person
from tenants.trail.services import audit

REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,34}")


@transaction.atomic
def top_up(
    *, key: UUID, resident: Party, amount: int, payment_reference: str, actor: UUID | None,
    at: datetime,
) -> TopUpReceipt:  # fmt: skip
    """Book `amount` minor units that a resident paid for in euros, with the bonus of the rules.

    The same key answers the same receipt. Raises ReferenceInvalid, AmountNotPositive, KeyReused,
    NoRules, TopUpOff, EarningEnded, TopUpOutside, TopUpMonthFull, BalanceFull, BonusNotCovered.
    """
    if not REFERENCE.fullmatch(payment_reference):
        raise ReferenceInvalid
    if amount < 1:
        raise AmountNotPositive(amount=amount)
    # Locked as who rewards does, so that no two find room under the same maximum.
    list(Person.objects.select_for_update(no_key=True).filter(party=resident))
    is_new = not Transfer.objects.filter(key=key).exists()
    quote = quote_top_up(resident=resident, amount=amount, at=at)
    movement = _movement(key, resident, quote, payment_reference, actor, at)
    if not is_new:
        return receipt_of(post(movement))
    lock_accounts(*[leg.account_id for leg in movement.legs])
    _refuse_unless_allowed(resident, quote, at)
    try:
        bought = post(movement)
        if quote.bonus:
            post(_bonus(bought, resident, quote, actor, at))
    except OverLimit as refusal:
        raise TopUpMonthFull(maximum=quote.version.rules.top_up.maximum_per_month) from refusal
    audit(verb="top-up", thing="transfer", thing_id=bought.id, actor=actor, amount=amount,
          cents=quote.cents, bonus=quote.bonus)  # fmt: skip
    return receipt_of(bought)


def refuse_unless_offered(quote: TopUpQuote, at: datetime) -> None:
    """Whether the rules sell this much now. Raises TopUpOff, EarningEnded, TopUpOutside."""
    rules = quote.version.rules
    if not rules.top_up.enabled:
        raise TopUpOff
    wind_down.refuse_unless_earning(rules, localdate(at))
    least, most = rules.top_up.minimum, rules.top_up.maximum
    if not least <= quote.amount <= most:
        raise TopUpOutside(amount=quote.amount, minimum=least, maximum=most)


def _refuse_unless_allowed(resident: Party, quote: TopUpQuote, at: datetime) -> None:
    refuse_unless_offered(quote, at)
    rules = quote.version.rules
    has = balances_of([resident.id]).get(resident.id, {})
    if too_full(has, quote.amount + quote.bonus, rules, Pot.TOPPED_UP):
        own = rules.pots.topped_up.maximum_balance
        raise BalanceFull(maximum=min(rules.pots.maximum_balance, own or 10**15))
    room = queries.cover().room
    if quote.bonus > room:
        raise BonusNotCovered(amount=quote.bonus, room=room)


def _movement(
    key: UUID, resident: Party, quote: TopUpQuote, reference: str, actor: UUID | None, at: datetime
) -> Movement:
    cap = quote.version.rules.top_up.maximum_per_month
    return Movement(
        key=key,
        kind=Transfer.Kind.TOP_UP,
        legs=(
            Leg(house_account(Pot.ISSUED).id, -quote.amount),
            Leg(account_of(resident, Pot.TOPPED_UP).id, quote.amount),
            Leg(house_account(Pot.BANK).id, -quote.cents),
            Leg(house_account(Pot.COVER).id, quote.cents),
        ),
        at=at,
        actor=actor,
        rules_id=quote.version.id,
        facts={"reference": reference},
        limits=(Limit(BOUGHT, str(resident.id), month_of(at), quote.amount, cap),),
    )


def _bonus(
    bought: Transfer, resident: Party, quote: TopUpQuote, actor: UUID | None, at: datetime
) -> Movement:
    cap = quote.version.rules.top_up.bonus_maximum_per_month
    return Movement(
        key=bonus_key(bought),
        kind=Transfer.Kind.BONUS,
        legs=(
            Leg(house_account(Pot.ISSUED).id, -quote.bonus),
            Leg(account_of(resident, Pot.TOPPED_UP).id, quote.bonus),
        ),
        at=at,
        actor=actor,
        rules_id=quote.version.id,
        facts={"top_up": bought.id},
        limits=(Limit(BONUS, str(resident.id), month_of(at), quote.bonus, cap),),
    )

"""What paying a request would cost its payer, judged by the rules of both sides. Posts nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from currency import errors, paying_errors, queries
from currency.models import PaymentRequest, Pot
from currency.payment_facts import PaymentFacts
from currency.queries import OpenRequest
from currency.queries.foreign import most_abroad
from currency.rules import spending, verdicts, wind_down
from currency.rules.document import Rules
from currency.rules.spending import Part, Payee, Skipped, Spread
from currency.services import payments_abroad
from currency.services.limits import pot_rooms
from currency.services.posting import Leg
from tenants.models import Agreement
from tenants.people.models import Party


@dataclass(frozen=True)
class Quote:
    """What paying a request would cost its payer now. Minor units of the payer's coin.

    `available` is free to spend over the payer's pots, also those that are not good here;
    `legs` are what each of the payer's accounts gives, `parts` the same by pot; `skipped` are the
    pots with coins in them that give nothing, or less than they have, and why. Abroad `most` is
    what may be paid at once now under the agreement and the rules.
    """

    asked: OpenRequest
    amount: int
    available: int
    legs: Sequence[Leg]
    agreement: Agreement | None
    parts: Sequence[Part] = ()
    skipped: Sequence[Skipped] = ()
    most: int | None = None

    @property
    def left(self) -> int:
        """What the payer has afterwards."""
        return self.available - self.amount


def refuse_unless_open(asked: OpenRequest, payer: Party, at: datetime) -> None:
    """Raises, in this order: RequestUnknown (it is somebody else's), RequestPaid,
    RequestCancelled, RequestDeclined, RequestExpired.
    """
    if asked.payer is not None and asked.payer != payer.id:
        raise errors.RequestUnknown
    if asked.state == PaymentRequest.State.PAID:
        raise errors.RequestPaid
    if asked.state == PaymentRequest.State.CANCELLED:
        raise errors.RequestCancelled
    if asked.state == PaymentRequest.State.DECLINED:
        raise paying_errors.RequestDeclined
    if asked.expires_at <= at:
        raise errors.RequestExpired


def quote_of(facts: PaymentFacts, payer: Party, at: datetime) -> Quote:
    """The price of an open request for this payer; raises as `payments.quote` tells."""
    asked, rules = facts.asked, facts.rules.rules
    today = localdate(at)
    wind_down.refuse_unless_spending(rules, today)
    if facts.is_abroad and facts.rules_there is not None:
        wind_down.refuse_unless_spending(facts.rules_there.rules, today)
    agreement, amount = None, asked.amount
    payee = Payee(asked.payee_kind, asked.payee_category, facts.is_abroad)
    if payee.is_abroad:
        agreement, amount = _price_abroad(facts, at)
    elif facts.is_own_shop:
        raise paying_errors.PayingYourself if asked.is_of_a_person else errors.SameParty
    spending.refuse_unless_may_pay(rules, payer.kind, payee.kind)
    verdicts.refuse_unless_amount(amount, maximum=rules.payments.maximum)
    if asked.is_of_a_person:
        _refuse_unless_room(rules, asked, amount)
    available = {pot: purse.available for pot, purse in facts.purses.items()}
    spread = _spread(rules, payer, available, amount, payee, at)
    return Quote(
        asked=asked,
        amount=amount,
        available=sum(available.get(pot, 0) for pot in _order(rules, payer)),
        legs=[
            Leg(account_id, -given)
            for pot, part in spread.parts
            for account_id, given in facts.purses[pot].giving(part)
        ],
        agreement=agreement,
        parts=spread.parts,
        skipped=spread.skipped,
        most=most_abroad(agreement, rules.abroad) if agreement else None,
    )


def _price_abroad(facts: PaymentFacts, at: datetime) -> tuple[Agreement, int]:
    """What both sides' rules and their agreement make of it."""
    rules = facts.rules.rules.abroad
    if facts.asked.is_of_a_person:
        raise errors.CoinsNotAccepted
    if not rules.spend:
        raise paying_errors.AbroadNotSpent
    if not facts.shop_rules.rules.abroad.accept:
        raise paying_errors.AbroadNotAccepted
    agreement, amount = payments_abroad.price(facts.asked, at)
    if rules.maximum_payment is not None:
        verdicts.refuse_unless_amount(amount, maximum=rules.maximum_payment)
    return agreement, amount


def _refuse_unless_room(rules: Rules, asked: OpenRequest, amount: int) -> None:
    balances = dict(queries.accounts_of(Party(id=asked.payee_party)).values_list("pot", "balance"))
    spending.refuse_unless_room(
        rules,
        balance=sum(balances.values()),
        earned=balances.get(Pot.EARNED, 0),
        amount=amount,
    )


def _order(rules: Rules, payer: Party) -> Sequence[str]:
    return rules.pots.order if payer.kind == Party.Kind.PERSON else queries.purses_of(payer.kind)


def _spread(
    rules: Rules, payer: Party, available: dict[str, int], amount: int, payee: Payee, at: datetime
) -> Spread:
    if payer.kind == Party.Kind.PERSON:
        rooms = pot_rooms(rules=rules, payer=payer.id, at=at)
        return spending.spread(rules, available, amount, payee, rooms)
    (pot,) = queries.purses_of(payer.kind)
    if available.get(pot, 0) < amount:
        raise errors.InsufficientBalance(amount=amount, available=available.get(pot, 0))
    return Spread([Part(pot, amount)], [])

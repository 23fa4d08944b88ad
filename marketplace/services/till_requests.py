"""At the till, besides one customer who pays now: a table that shares, and a resident at home.

And a shop that pays: another shop, or a resident, where the rules let it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from currency.models import PaymentRequest, SplitBill
from currency.receipts import Receipt
from currency.services import payments
from currency.services.personal_requests import ask_person
from currency.services.quotes import Quote
from currency.services.split_bills import ShareAsked, cancel_bill, split_bill
from marketplace import queries
from marketplace.errors import NotTheOwner
from marketplace.models import Till
from tenants.people.models import Person
from tenants.people.queries import owns


def split_at_till(
    *, key: UUID, till: Till, total: int, shares: Sequence[int], actor: Person, now: datetime,
    description: str = "",
) -> SplitBill:  # fmt: skip
    """Ask a table `total` minor units in these shares. The same key answers the same bill.

    Raises NoTill, MerchantNotOpen, MerchantPaused, and what splitting raises.
    """
    queries.refuse_unless_may_ask(actor, till)
    return split_bill(
        key=key, payee=till.merchant.party, total=total,
        shares=[ShareAsked(amount) for amount in shares], desk=till.name,
        actor=actor.party_id, at=now, description=description,
    )  # fmt: skip


def stop_bill(*, bill_id: int, till: Till, actor: Person, now: datetime) -> SplitBill:
    """Stop the shares nobody paid. Raises NoTill, MerchantNotOpen, RequestUnknown."""
    queries.refuse_unless_works_at(actor, till)
    return cancel_bill(bill_id=bill_id, payee=till.merchant.party, at=now)


def ask_resident(
    *, key: UUID, till: Till, email: str, amount: int, actor: Person, now: datetime,
    description: str = "",
) -> PaymentRequest:  # fmt: skip
    """Ask the resident with this address to pay the shop. Says to nobody who lives here.

    Raises NoTill, MerchantNotOpen, MerchantPaused, and what `ask_person` raises.
    """
    queries.refuse_unless_may_ask(actor, till)
    return ask_person(
        key=key, payee=till.merchant.party, email=email, amount=amount, desk=till.name,
        actor=actor.party_id, at=now, description=description,
    )  # fmt: skip


def quote_for_shop(*, code: str, till: Till, actor: Person, now: datetime) -> Quote:
    """What paying a code would cost the shop. Raises as `pay_as_shop`."""
    _refuse_unless_owner(till, actor)
    return payments.quote(code=code, payer=till.merchant.party, at=now)


def pay_as_shop(*, code: str, till: Till, actor: Person, now: datetime) -> Receipt:
    """The shop pays a code out of what it took; its owner alone decides so.

    Raises NoTill, MerchantNotOpen, NotTheOwner, and what paying raises.
    """
    _refuse_unless_owner(till, actor)
    return payments.pay(code=code, payer=till.merchant.party, at=now)


def _refuse_unless_owner(till: Till, actor: Person) -> None:
    queries.refuse_unless_works_at(actor, till)
    if not owns(person_party=actor.party_id, party=till.merchant.party_id):
        raise NotTheOwner

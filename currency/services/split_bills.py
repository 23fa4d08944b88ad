"""One amount asked in shares that are together exactly that amount, a payment request for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from currency.errors import KeyReused, RequestExpired, RequestPaid, RequestUnknown
from currency.keys import key_for
from currency.models import PaymentRequest, SplitBill
from currency.paying_errors import SharesInvalid
from currency.queries import receiving_pot
from currency.rules.shares import FEWEST, MOST
from currency.services.accounts import account_of
from currency.services.personal_requests import ask_anybody, ask_person
from currency.services.requests import cancel_request, request_payment
from tenants.people.models import Party

# A table of people at a till takes longer than one customer.
AT_THE_TABLE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class ShareAsked:
    """A share in minor units; of one person by mail address, or of whoever scans its code."""

    amount: int
    email: str = ""


@transaction.atomic
def split_bill(
    *, key: UUID, payee: Party, total: int, shares: Sequence[ShareAsked], actor: UUID,
    at: datetime, description: str = "", desk: str = "", own_share: bool = False,
) -> SplitBill:  # fmt: skip
    """Ask `total` in these shares; the same key answers the same bill.

    With `own_share` one share is enough: who asks bears a part too. Raises KeyReused,
    SharesInvalid, and what asking raises.
    """
    text = description.strip()[:140]
    earlier = SplitBill.objects.filter(key=key).select_related("payee").first()
    if earlier:
        _refuse_unless_same(earlier, payee, total, text, shares)
        return earlier
    fewest = 1 if own_share else FEWEST
    is_whole = sum(share.amount for share in shares) == total
    if not fewest <= len(shares) <= MOST or not is_whole or min(s.amount for s in shares) < 1:
        raise SharesInvalid(total=total)
    bill = SplitBill.objects.create(
        key=key, payee=account_of(payee, receiving_pot(payee.kind)), total=total,
        description=text, made_by=actor, created_at=at,
    )  # fmt: skip
    for number, share in enumerate(shares, start=1):
        _ask(bill, payee, share, key_for("share", key, number), actor, at, desk)
    return bill


@transaction.atomic
def cancel_bill(*, bill_id: int, payee: Party, at: datetime) -> SplitBill:
    """Stop every share that is still open; what was paid stays paid. Raises RequestUnknown."""
    bill = SplitBill.objects.filter(id=bill_id, payee__holder=payee).first()
    if bill is None:
        raise RequestUnknown
    for share in bill.shares.filter(state=PaymentRequest.State.OPEN).order_by("id"):
        try:
            cancel_request(request_id=share.id, payee=payee, at=at)
        except (RequestPaid, RequestExpired):
            continue  # it was over by itself meanwhile
    return bill


def _ask(
    bill: SplitBill, payee: Party, share: ShareAsked, key: UUID, actor: UUID, at: datetime,
    desk: str,
) -> None:  # fmt: skip
    said: dict[str, Any] = {
        "key": key,
        "payee": payee,
        "amount": share.amount,
        "actor": actor,
        "at": at,
    }
    if share.email:
        ask_person(email=share.email, description=bill.description, desk=desk, split=bill, **said)
    elif payee.kind == Party.Kind.PERSON:
        ask_anybody(description=bill.description, split=bill, **said)
    else:
        request_payment(
            description=bill.description, desk=desk, split=bill, lifetime=AT_THE_TABLE, **said
        )


def _refuse_unless_same(
    bill: SplitBill, payee: Party, total: int, text: str, shares: Sequence[ShareAsked]
) -> None:
    kept = sorted(bill.shares.values_list("amount", flat=True))
    asked = sorted(share.amount for share in shares)
    same = (bill.payee.holder_id, bill.total, bill.description) == (payee.id, total, text)
    if not same or kept != asked:
        raise KeyReused

"""Receipts of payments: read from the ledger, so that asking again gives the same receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from currency.models import Entry, Transfer
from currency.queries import OpenRequest, accounts_of
from tenants.models import Tenant
from tenants.people.models import Party


@dataclass(frozen=True)
class Receipt:
    """What was paid, in the payer's minor units, and what the shop got in its own."""

    transfer_id: int
    at: datetime
    payee: str
    tenant: Tenant
    paid: int
    received: int
    balance_after: int


def earlier_receipt(asked: OpenRequest, payer: Party) -> Receipt | None:
    """This payer's receipt of the request; None when they did not pay it."""
    transfer_id = (
        Transfer.objects.filter(
            key=asked.id,
            actor=payer.id,
            kind__in=(Transfer.Kind.PAYMENT, Transfer.Kind.PAYMENT_ABROAD),
        )
        .values_list("id", flat=True)
        .first()
    )
    return None if transfer_id is None else receipt_of(transfer_id, payer, asked)


def receipt_of(transfer_id: int, payer: Party, asked: OpenRequest) -> Receipt:
    """The receipt of a posted payment, in one query.

    `balance_after` is what the payer had in all after this payment, also when more came later.
    """
    entries = Entry.objects.filter(account=OuterRef("pk"))
    own = entries.filter(transfer_id=transfer_id)
    before = entries.filter(transfer_id__lt=transfer_id).order_by("-seq")
    pots = list(
        accounts_of(payer).values_list(
            Subquery(own.values("transfer__at")),
            Coalesce(Subquery(own.values("amount")), 0),
            Coalesce(
                Subquery(own.values("balance_after")),
                Subquery(before.values("balance_after")[:1]),
                0,
            ),
        )
    )
    return Receipt(
        transfer_id=transfer_id,
        at=next(at for at, _, _ in pots if at is not None),
        payee=asked.payee,
        tenant=asked.tenant,
        paid=-sum(amount for _, amount, _ in pots),
        received=asked.amount,
        balance_after=sum(balance for _, _, balance in pots),
    )

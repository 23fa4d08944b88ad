"""Receipts of payments: read from the ledger, so that asking again gives the same receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from currency.models import Transfer
from currency.queries import OpenRequest, purses_of
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.schema import current_schema

PAYMENTS: Final = (
    Transfer.Kind.PAYMENT, Transfer.Kind.PAYMENT_ABROAD, Transfer.Kind.PERSONAL,
    Transfer.Kind.TRADE,
)  # fmt: skip

# For each purse of the payer what this transfer took from it and left in it; a purse it did not
# touch still has what the entry before it left.
RECEIPT: Final = """
    SELECT t.at, -sum(coalesce(e.amount, 0))::bigint,
        sum(coalesce(e.balance_after, before.balance_after, 0))::bigint
    FROM {schema}.currency_transfer t
    JOIN {schema}.currency_account a ON a.holder_id = %s AND a.pot = ANY(%s)
    LEFT JOIN {schema}.currency_entry e ON e.account_id = a.id AND e.transfer_id = t.id
    LEFT JOIN LATERAL (
        SELECT b.balance_after FROM {schema}.currency_entry b
        WHERE b.account_id = a.id AND b.transfer_id < t.id AND e.seq IS NULL
        ORDER BY b.seq DESC LIMIT 1) before ON true
    WHERE t.id = %s GROUP BY t.id"""


@dataclass(frozen=True)
class Receipt:
    """What was paid, in the payer's minor units, and what the shop got in its own.

    `balance_after` is what the payer had in all after this payment, also when more came later.
    """

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
            kind__in=PAYMENTS,
        )
        .values_list("id", flat=True)
        .first()
    )
    return None if transfer_id is None else receipt_of(transfer_id, payer, asked)


def receipt_of(transfer_id: int, payer: Party, asked: OpenRequest) -> Receipt:
    """The receipt of a payment that was posted in the current schema, in one query."""
    statement = RECEIPT.format(schema=connection.ops.quote_name(current_schema()))
    with connection.cursor() as cursor:
        cursor.execute(statement, [payer.id, list(purses_of(payer.kind)), transfer_id])
        row = cursor.fetchone()
    assert row is not None, "a payment has entries on the payer's purses"
    at, paid, balance_after = row
    return Receipt(
        transfer_id=transfer_id,
        at=at,
        payee=asked.payee,
        tenant=asked.tenant,
        paid=paid,
        received=asked.amount,
        balance_after=balance_after,
    )

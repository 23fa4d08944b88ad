"""Receipts of payments: read from the ledger, so that asking again gives the same receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from currency.models import Transfer
from currency.queries import OpenRequest, purses_of
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.prepared import one_row
from tenants.schema import current_schema

PAYMENTS: Final = (
    Transfer.Kind.PAYMENT, Transfer.Kind.PAYMENT_ABROAD, Transfer.Kind.PERSONAL,
    Transfer.Kind.TRADE,
)  # fmt: skip

# The function of `payment_receipt.sql`, as one more part of a SELECT's FROM.
RECEIPT: Final = "{schema}.payment_receipt({transfer}, %s, %s)"


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
    source, parameters = receipt_beside(current_schema(), "%s", payer)
    row = one_row(f"SELECT * FROM {source}", [str(transfer_id), *parameters])  # noqa: S608
    assert row is not None, "a function in FROM answers one row"
    return receipt_from(transfer_id, row, asked)


def receipt_beside(schema: str, transfer: str, payer: Party) -> tuple[str, Sequence[Any]]:
    """What to add to the FROM of the SELECT that posts, and its parameters: no query of its own."""
    return _receipt_function(schema, transfer), [payer.id, pots_text(payer.kind)]


@lru_cache(maxsize=1_000)
def _receipt_function(schema: str, transfer: str) -> str:
    return RECEIPT.format(schema=connection.ops.quote_name(schema), transfer=transfer)


@lru_cache
def pots_text(kind: str) -> str:
    """The pots a party of this kind pays out of, as an array is written."""
    return "{" + ",".join(purses_of(kind)) + "}"


def receipt_from(transfer_id: int, row: Sequence[Any], asked: OpenRequest) -> Receipt:
    """The receipt in the row that `payment_receipt` answered."""
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

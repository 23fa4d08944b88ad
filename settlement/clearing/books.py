"""Both books of every pair: what each clearing account tells of payments that are not yet cleared.

One statement reads all tenants, so that a payment made meanwhile is seen on both sides or on
neither. Sums only. Only schema names of tenants go into its text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from tenants.models import Tenant

# Up to which entry a run has cleared each account; from there on payments count anew.
BOUNDS: Final = """
    WITH bounds AS (
        SELECT town.schema_name AS tenant, other.schema_name AS other, max(side.until) AS until
        FROM public.clearing_clearingpair pair
        JOIN public.clearing_clearingrun run ON run.id = pair.run_id
        CROSS JOIN LATERAL (VALUES (pair.first_id, pair.second_id, pair.first_until),
            (pair.second_id, pair.first_id, pair.second_until)) AS side(town, other, until)
        JOIN public.tenants_tenant town ON town.id = side.town
        JOIN public.tenants_tenant other ON other.id = side.other
        WHERE pair.is_live AND run.state IN ('approved', 'settling', 'closed')
        GROUP BY town.schema_name, other.schema_name)"""
# A row for each other tenant: the stretch that is not cleared, up to the cut-off; the balance as
# it would be without what came later; and for each direction how many payments, their sum in the
# own coin and in the other's, and a fingerprint of their keys that does not depend on their order.
BOOK: Final = """
    SELECT %s, party.reference, account.balance - coalesce(sums.later, 0),
        coalesce(bounds.until, 0), stretch.until,
        sums.paid, sums.paid_own, sums.paid_there, sums.paid_keys,
        sums.received, sums.received_own, sums.received_there, sums.received_keys
    FROM {schema}.currency_account account
    JOIN {schema}.people_party party ON party.id = account.holder_id
    LEFT JOIN bounds ON bounds.tenant = %s AND bounds.other = party.reference
    CROSS JOIN LATERAL (
        SELECT coalesce(min(e.seq) FILTER (WHERE t.at > %s) - 1, account.last_seq) AS until
        FROM {schema}.currency_entry e JOIN {schema}.currency_transfer t ON t.id = e.transfer_id
        WHERE e.account_id = account.id AND e.seq > coalesce(bounds.until, 0)
            AND t.kind IN ('payment-abroad', 'receipt-abroad')) stretch
    CROSS JOIN LATERAL (
        SELECT sum(e.amount) FILTER (WHERE e.seq > stretch.until)::bigint AS later,
            count(*) FILTER (WHERE {paid}) AS paid,
            coalesce(sum(e.amount) FILTER (WHERE {paid}), 0)::bigint AS paid_own,
            coalesce(sum((t.facts->>'there')::bigint) FILTER (WHERE {paid}), 0)::bigint
                AS paid_there,
            coalesce(bit_xor(hashtextextended(t.key::text, 0)) FILTER (WHERE {paid}), 0)
                AS paid_keys,
            count(*) FILTER (WHERE {received}) AS received,
            coalesce(-sum(e.amount) FILTER (WHERE {received}), 0)::bigint AS received_own,
            coalesce(sum((t.facts->>'there')::bigint) FILTER (WHERE {received}), 0)::bigint
                AS received_there,
            coalesce(bit_xor(hashtextextended(t.key::text, 0)) FILTER (WHERE {received}), 0)
                AS received_keys
        FROM {schema}.currency_entry e JOIN {schema}.currency_transfer t ON t.id = e.transfer_id
        WHERE e.account_id = account.id AND e.seq > coalesce(bounds.until, 0)
            AND t.kind IN ('payment-abroad', 'receipt-abroad')) sums
    WHERE account.pot = 'clearing'"""
PAID: Final = "t.kind = 'payment-abroad' AND e.seq <= stretch.until"
RECEIVED: Final = "t.kind = 'receipt-abroad' AND e.seq <= stretch.until"


@dataclass(frozen=True)
class Side:
    """One book of one direction: payments, their sum in the book's own coin and in the other's."""

    payments: int = 0
    own: int = 0
    there: int = 0
    keys: int = 0


@dataclass(frozen=True)
class Book:
    """A clearing account: entries after `after` and up to `until`, and the balance they leave."""

    balance: int = 0
    after: int = 0
    until: int = 0
    paid: Side = Side()
    received: Side = Side()


# By schema name of the tenant whose book it is, and of the tenant it is about.
Books = Mapping[tuple[str, str], Book]


def read_books(tenants: Sequence[Tenant], *, cut_off: datetime | None = None) -> Books:
    """Every tenant's book of every other, up to a moment (None: all there is)."""
    parts = [
        BOOK.format(
            schema=connection.ops.quote_name(tenant.schema_name), paid=PAID, received=RECEIVED
        )
        for tenant in tenants
    ]
    parameters = [
        value
        for tenant in tenants
        for value in (tenant.schema_name, tenant.schema_name, cut_off or "infinity")
    ]
    with connection.cursor() as cursor:
        cursor.execute(BOUNDS + " UNION ALL ".join(parts), parameters)
        rows = cursor.fetchall()
    return {
        (tenant, other): Book(balance, after, until, Side(*sums[:4]), Side(*sums[4:]))
        for tenant, other, balance, after, until, *sums in rows
    }

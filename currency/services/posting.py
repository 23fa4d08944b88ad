"""The one way into the ledger: a call of `post_transfer` in the tenant's own schema.

The function (currency/posting.sql) takes the key, locks in account order, guards floors and
limits, writes entries and outbox; here its answers become refusals.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection

from currency import errors, paying_errors
from currency.models import Transfer
from tenants.errors import Refusal
from tenants.prepared import one_row
from tenants.schema import current_schema

FUNCTION_REFUSALS: Final[Mapping[str, type[Refusal]]] = {
    "HT001": errors.KeyReused,
    "HT002": errors.AccountUnknown,
    "HT003": errors.OverLimit,
    "HT004": errors.RequestPaid,
    "HT005": errors.HoldTooSmall,
    "HT006": errors.MovementMalformed,
    "HT007": errors.AgreementSuspended,
}
CONSTRAINT_REFUSALS: Final[Mapping[str, type[Refusal]]] = {
    "account_covers_its_floor": errors.InsufficientBalance,
    "entry_moves_something": errors.MovementMalformed,
    "agreement_within_cap": errors.AgreementCapReached,
}
CALL: Final = (
    "{schema}.post_transfer(%s, %s, %s::bigint[], %s::bigint[], %s, %s, %s, %s::jsonb,"
    " %s, %s, %s, %s::jsonb, %s, %s)"
)
CALL_RUN: Final = (
    "SELECT {schema}.post_run(%s, %s, %s::uuid[], %s::bigint[], %s::bigint[], %s, %s, %s,"
    " %s::jsonb, %s)"
)


@dataclass(frozen=True)
class Leg:
    """What one account gains (positive) or gives (negative), in minor units of its unit."""

    account_id: int
    amount: int


@dataclass(frozen=True)
class Limit:
    """Raise counter `name` of `subject` in `period` by `add`, refused above `cap` (None: never)."""

    name: str
    subject: str
    period: str
    add: int
    cap: int | None


@dataclass(frozen=True)
class Movement:
    """All that one posting needs; the digest of it (limits and rules aside) is what a key means."""

    key: UUID
    kind: str
    legs: Sequence[Leg]
    at: datetime
    actor: UUID | None = None
    rules_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    reverses_id: int | None = None
    hold_id: int | None = None
    request_id: UUID | None = None
    limits: Sequence[Limit] = ()
    event: str | None = None
    refunds_id: int | None = None

    def parameters(self) -> list[Any]:
        """The arguments of `post_transfer`, in its order."""
        limits = [vars(limit) for limit in self.limits]
        return [
            self.key, self.kind,
            _list_of(leg.account_id for leg in self.legs),
            _list_of(leg.amount for leg in self.legs),
            self.at, self.actor, _text(self.rules_id), json.dumps(dict(self.facts)),
            _text(self.reverses_id), _text(self.hold_id), self.request_id, json.dumps(limits),
            self.event, _text(self.refunds_id),
        ]  # fmt: skip


def _text(number: int | None) -> str | None:
    """A number as text, so that the prepared call is the same however wide it is."""
    return None if number is None else str(number)


def _list_of(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"


def post(movement: Movement) -> Transfer:
    """Post in the current tenant's schema; the same key again answers the earlier transfer.

    Raises, in this order: KeyReused, MovementMalformed, RequestPaid, HoldTooSmall, OverLimit,
    AccountUnknown, InsufficientBalance.
    """
    transfer_id = call_functions([(current_schema(), movement)])[0]
    return Transfer.objects.get(id=transfer_id)


@dataclass(frozen=True)
class Share:
    """One movement of a run: `amount` minor units for the account (negative: from it)."""

    key: UUID
    account_id: int
    amount: int


def post_run(
    *, kind: str, house_id: int, shares: Sequence[Share], at: datetime, actor: UUID | None = None,
    rules_id: int | None = None, facts: Mapping[str, object] | None = None,
    event: str | None = None,
) -> int:  # fmt: skip
    """Post a transfer for each share against the house's account, as one set; answers how many.

    A share whose key was used before for the same is left alone, so a run may be run again. All of
    it stands or none. Raises KeyReused, MovementMalformed (an account twice), AccountUnknown,
    InsufficientBalance.
    """
    if not shares:
        return 0
    parameters: list[Any] = [
        kind, house_id, [share.key for share in shares], [share.account_id for share in shares],
        [share.amount for share in shares], at, actor, rules_id, json.dumps(dict(facts or {})),
        event,
    ]  # fmt: skip
    statement = CALL_RUN.format(schema=connection.ops.quote_name(current_schema()))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            (posted,) = cursor.fetchone() or (0,)
    except DatabaseError as error:
        raise refusal_of(error) or error from error
    return int(posted)


def call_functions(
    calls: Sequence[tuple[str, Movement]], *, then: str = "", then_parameters: Sequence[Any] = (),
    beside: str = "", beside_parameters: Sequence[Any] = (),
) -> Sequence[Any]:  # fmt: skip
    """One SELECT that posts each movement in its schema, in the order given; answers their ids.

    `then` is one more SQL expression of the same SELECT and `beside` one more function in its FROM,
    whose columns are answered after the ids; both know the ids as posted_0, posted_1… All of it
    stands or none.
    """
    statement = _posting_statement(tuple(schema for schema, _ in calls), then, beside)
    parameters = [value for _, movement in calls for value in movement.parameters()]
    try:
        row = one_row(statement, [*then_parameters, *parameters, *beside_parameters])
    except DatabaseError as error:
        raise refusal_of(error) or error from error
    assert row is not None, "a SELECT without FROM answers one row"
    return row


@lru_cache(maxsize=2_000)
def _posting_statement(schemas: tuple[str, ...], then: str, beside: str) -> str:
    calls = [CALL.format(schema=connection.ops.quote_name(schema)) for schema in schemas]
    parts = [f"{call} AS posted_{number}" for number, call in enumerate(calls)]
    statement = "SELECT " + ", ".join(parts)
    if then or beside:
        # OFFSET 0: posted first, and once.
        more, source = f", {then}" if then else "", f", {beside}" if beside else ""
        statement = f"SELECT *{more} FROM ({statement} OFFSET 0) AS posting{source}"  # noqa: S608
    return statement


def refusal_of(error: DatabaseError) -> Refusal | None:
    """The refusal a database error stands for; None where it is a fault."""
    cause = error.__cause__
    if not isinstance(cause, psycopg.Error):
        return None
    diagnosis = cause.diag
    refusal = CONSTRAINT_REFUSALS.get(diagnosis.constraint_name or "")
    refusal = refusal or FUNCTION_REFUSALS.get(diagnosis.sqlstate or "")
    if refusal is errors.OverLimit:
        return paying_errors.over(str(diagnosis.message_detail))
    return refusal() if refusal else None

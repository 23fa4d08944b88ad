"""Rewarding many residents at once, as one set-based statement (currency/reward_run.sql)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils.timezone import localdate

from currency import queries
from currency.models import Hold, Transfer
from currency.rules.wind_down import Phase, phase, refuse_unless_earning
from currency.services.posting import refusal_of
from tenants.schema import current_schema

CALL: Final = (
    "SELECT * FROM {schema}.reward_run(%s, %s::uuid[], %s::uuid[], %s::bigint[], %s::jsonb[], %s,"
    " %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True)
class RewardShare:
    """One resident's reward: `amount` minor units for the party, and what it was for."""

    key: UUID
    party_id: UUID
    amount: int
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RewardRun:
    """The transfer of each key that stands now, and the keys of those whose balance is full."""

    transfers: Mapping[UUID, int]
    full: frozenset[UUID]


def reward_many(
    *, hold: Hold, shares: Sequence[RewardShare], actor: UUID, at: datetime
) -> RewardRun:
    """Post up to 10,000 rewards out of what the hold reserved; each is what `reward` would post.

    A share whose key was used before for the same is left alone, so a run may be run again. Whose
    balance would pass the maximum gets nothing and is reported. The rest stands, or none of it.
    Raises NoRules, EarningEnded, MovementMalformed (a party twice, nothing to give, too many),
    HoldTooSmall, KeyReused.
    """
    if not shares:
        return RewardRun({}, frozenset())
    version = queries.rules_in_force(at)
    pots = version.rules.pots
    if phase(version.rules.wind_down, localdate(at)) != Phase.RUNNING and _is_new(shares):
        refuse_unless_earning(version.rules, localdate(at))
    parameters: list[Any] = [
        hold.id, [share.key for share in shares], [share.party_id for share in shares],
        [share.amount for share in shares], [json.dumps(dict(share.facts)) for share in shares],
        at, actor, version.id, pots.maximum_balance, pots.earned.maximum_balance, "reward.posted",
    ]  # fmt: skip
    statement = CALL.format(schema=connection.ops.quote_name(current_schema()))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            transfers = dict(cursor.fetchall())
    except DatabaseError as error:
        raise refusal_of(error) or error from error
    missing = {share.key for share in shares} - transfers.keys()
    return RewardRun(transfers, frozenset(missing))


def _is_new(shares: Sequence[RewardShare]) -> bool:
    keys = {share.key for share in shares}
    return Transfer.objects.filter(key__in=keys).count() < len(keys)

"""Replaying a version of the rules: asked by somebody, done by a worker, kept with its document.

A replay only reads the ledger. It may be run again at any time: what it finds is the same.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from celery import current_app
from django.db import transaction

from currency import queries
from currency.errors import KeyReused
from currency.models import Replay, RuleSet
from currency.replay import MOST_MONTHS, replay
from currency.rule_check import checked_rules
from currency.rule_errors import ReplayMonthsInvalid, RulesNotOpen
from currency.rules.digest import document_digest
from currency.rules.document import Rules
from tenants.schema import current_schema, looking_at
from tenants.trail.services import audit

TASK: Final = "currency.tasks.replay_rules"
OPEN: Final = (Replay.State.WAITING, Replay.State.RUNNING)
# A worker has ten minutes for a task; a replay that is older than that was left by its worker.
LEFT_AFTER: Final = timedelta(minutes=11)


@transaction.atomic
def start_replay(
    *, version: int, months: int, actor: UUID, now: datetime, key: UUID | None = None,
    by_worker: bool = True,
) -> Replay:  # fmt: skip
    """Have a worker replay the last `months` under a draft or a proposed version.

    Without `by_worker` nothing is sent and the caller runs it (`run_replay`). The same key
    answers the same replay. So does the same document over the same months while somebody waits
    for it: unless its worker was lost, then it is begun again. Raises ReplayMonthsInvalid,
    KeyReused, RulesNotOpen, RulesInvalid.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise ReplayMonthsInvalid(most=MOST_MONTHS)
    # Locked, so that of two people at once the second finds the first one's replay.
    found = RuleSet.objects.select_for_update(no_key=True).filter(version=version).first()
    earlier = Replay.objects.filter(key=key).first() if key else None
    if earlier is not None:
        if found is None or earlier.rules_id != found.id or earlier.months != months:
            raise KeyReused
        return earlier
    if found is None or found.state == RuleSet.State.APPROVED:
        raise RulesNotOpen(state=found.state if found else "unknown")
    checked_rules(found.document)
    asked = {"rules": found, "digest": document_digest(found.document), "months": months}
    waiting = Replay.objects.filter(state__in=OPEN, **asked).first()
    if waiting is not None and not is_left(waiting, now):
        return waiting
    named = {} if key is None else {"key": key}
    made = waiting or Replay(asked_by=actor, **asked, **named)
    made.state, made.asked_at, made.seen, made.total = Replay.State.WAITING, now, 0, 0
    made.save()
    audit(verb="replay-rules", thing="rules", thing_id=version, actor=actor, months=months)
    if by_worker:
        schema = current_schema()
        # A function with a name: Django writes it in the log when the broker is away.
        transaction.on_commit(lambda: _send(schema, made.id), robust=True)
    return made


def is_left(found: Replay, now: datetime) -> bool:
    """Whether nobody works on it any more, so that it may be begun again."""
    return found.is_open and found.asked_at < now - LEFT_AFTER


def run_replay(*, replay_id: int, clock: Callable[[], datetime]) -> bool:
    """Replay what was asked and keep the report; answers whether it was done.

    What was done before is not done again. A fault, or a draft that changed meanwhile, leaves it
    failed; a worker that is killed leaves it as it is, to be begun again.
    """
    found = Replay.objects.select_related("rules").filter(id=replay_id, state__in=OPEN).first()
    if found is None:
        return False
    mine = Replay.objects.filter(id=found.id, state__in=OPEN)
    if not queries.is_current(found):
        mine.update(state=Replay.State.FAILED, report={"failed": "draft-changed"})
        return False
    mine.update(state=Replay.State.RUNNING, seen=0, total=0)
    outcome: Mapping[str, object] = {"state": Replay.State.FAILED, "report": {"failed": "fault"}}
    try:
        report = replay(
            Rules.model_validate(found.rules.document), found.months, now=clock(),
            told=lambda seen, total: _told(found.id, seen, total),
        )  # fmt: skip
        outcome = {"state": Replay.State.DONE, "report": report.model_dump(mode="json")}
    finally:
        mine.update(finished_at=clock(), **outcome)
    return True


def _told(replay_id: int, seen: int, total: int) -> None:
    """How far it is, for who looks on. A statement by itself, so it is seen at once."""
    Replay.objects.filter(id=replay_id).update(seen=seen, total=total)


def _send(schema: str, replay_id: int) -> None:
    with looking_at(schema):
        current_app.send_task(TASK, args=[replay_id])

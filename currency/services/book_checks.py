"""Checking all the books: asked by somebody, done by a worker, kept with what was found.

A check only reads the ledger; it may be begun again at any time.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from celery import current_app
from django.db import transaction

from currency.models import BookCheck
from currency.proof import verify_ledger
from tenants.schema import current_schema, looking_at
from tenants.trail.services import audit

TASK: Final = "currency.tasks.check_books"
State = BookCheck.State
OPEN: Final = (State.WAITING, State.RUNNING)
# One promise of ten million entries takes minutes; a worker that says nothing for longer is gone.
LEFT_AFTER: Final = timedelta(minutes=15)
TOLD_AFTER: Final = timedelta(seconds=1)


@transaction.atomic
def ask_book_check(*, actor: UUID, now: datetime) -> BookCheck:
    """Have a worker check everything. While one is under way that one is the answer.

    One whose worker was lost is stopped, and begun anew.
    """
    BookCheck.objects.filter(state__in=OPEN, heard_at__lt=now - LEFT_AFTER).update(
        state=State.STOPPED, finished_at=now
    )
    # Of two people who ask at once, the second gets the first one's row.
    found, is_new = BookCheck.objects.get_or_create(
        finished_at=None,
        state__in=OPEN,
        defaults={"state": State.WAITING, "asked_by": actor, "asked_at": now, "heard_at": now},
    )
    if is_new:
        audit(verb="check-books", thing="book-check", thing_id=found.id, actor=actor)
        schema = current_schema()
        # A function with a name: Django writes it in the log when the broker is away.
        transaction.on_commit(lambda: _send(schema, found.id), robust=True)
    return found


def run_book_check(*, check_id: int, clock: Callable[[], datetime]) -> bool:
    """Check, and keep what was found; answers whether it was still to be done."""
    mine = BookCheck.objects.filter(id=check_id, state__in=OPEN)
    if not mine.update(state=State.RUNNING, heard_at=clock()):
        return False
    heard = clock()

    def told(step: int, steps: int) -> None:
        nonlocal heard
        now = clock()
        if step == 0 or now - heard >= TOLD_AFTER:
            heard = now
            mine.update(step=step, steps=steps, heard_at=now)

    findings = [asdict(one) for one in verify_ledger(current_schema(), told)]
    now = clock()
    mine.update(state=State.DONE, findings=findings, finished_at=now, heard_at=now)
    return True


def _send(schema: str, check_id: int) -> None:
    with looking_at(schema):
        current_app.send_task(TASK, args=[check_id])

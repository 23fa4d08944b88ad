"""Sealed days: what was posted on a day, as one digest, chained to the day before.

Whoever keeps a copy of the chain can show later that no day in it was changed, left out or put in.
The seal of a day is the sha256 of one line of text, fields by a bar: the seal before it, the day,
how many transfers and entries, and the sha256 of the day's content. The content is a line for each
transfer and, under it, a line for each of its entries. `docs/operations/check_chain.py` checks a
published chain with nothing but Python.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from currency.models import DaySeal, Transfer

NOTHING_BEFORE: Final = bytes(32)
ROWS_AT_ONCE: Final = 5_000
# In epoch microseconds: a moment reads alike whatever the session's time zone is. What a transfer
# refunds is told only where it refunds: days that were sealed before there were refunds stay so.
CONTENT: Final = """
    SELECT t.id, concat_ws('|', 'transfer', t.id, t.key, t.kind,
            (extract(epoch FROM t.at) * 1000000)::bigint, coalesce(t.actor::text, '-'),
            coalesce(t.rules_id, 0), coalesce(t.reverses_id, 0), coalesce(t.hold_id, 0),
            t.facts::text, encode(t.digest, 'hex'), 'refunds ' || t.refunds_id),
        concat_ws('|', 'entry', e.account_id, e.seq, e.amount, e.balance_after)
    FROM currency_transfer t LEFT JOIN currency_entry e ON e.transfer_id = t.id
    WHERE t.posted_at >= %s AND t.posted_at < %s
    ORDER BY t.id, e.account_id, e.seq"""


@dataclass(frozen=True)
class Content:
    """What was posted on one day."""

    transfers: int
    entries: int
    digest: bytes


def seal_of(*, previous: bytes, day: date, content: Content) -> bytes:
    """The seal of a day: 32 bytes. Pure."""
    line = "|".join(
        [
            previous.hex(), day.isoformat(), str(content.transfers), str(content.entries),
            content.digest.hex(),
        ]
    )  # fmt: skip
    return hashlib.sha256(line.encode()).digest()


def content_of(day: date) -> Content:
    """Read the day out of the ledger, a few thousand rows at a time."""
    digest, transfers, entries, last = hashlib.sha256(), 0, 0, None
    for transfer_id, told, entry in _rows(day):
        if transfer_id != last:
            digest.update(told.encode() + b"\n")
            transfers, last = transfers + 1, transfer_id
        if entry != "entry":
            digest.update(entry.encode() + b"\n")
            entries += 1
    return Content(transfers, entries, digest.digest())


def days_to_seal(now: datetime) -> list[date]:
    """Days that are over and not sealed yet, from the first transfer on, the oldest first."""
    newest = DaySeal.objects.order_by("-day").values_list("day", flat=True).first()
    if newest is None:
        oldest = Transfer.objects.order_by("posted_at").values_list("posted_at", flat=True).first()
        if oldest is None:
            return []
        newest = timezone.localdate(oldest) - timedelta(days=1)
    until = timezone.localdate(now)
    return [newest + timedelta(days=number) for number in range(1, (until - newest).days)]


def broken_seal(told: Callable[[int], None] = lambda days: None) -> str | None:
    """The first day whose seal does not fit the ledger or the chain; None where all do.

    `told` hears how many days were read.
    """
    previous, before = NOTHING_BEFORE, None
    for number, seal in enumerate(DaySeal.objects.order_by("day")):
        told(number)
        if before is not None and seal.day != before + timedelta(days=1):
            return f"day {before + timedelta(days=1)} is not sealed"
        found = content_of(seal.day)
        if found != Content(seal.transfers, seal.entries, bytes(seal.content)):
            return f"day {seal.day} was changed after it was sealed"
        digest = seal_of(previous=previous, day=seal.day, content=found)
        if bytes(seal.previous) != previous or bytes(seal.digest) != digest:
            return f"day {seal.day} does not follow from the day before it"
        previous, before = digest, seal.day
    return None


def _rows(day: date) -> Iterator[tuple[int, str, str]]:
    """Transfers of the day with their entries, by a cursor that the server keeps."""
    zone = timezone.get_default_timezone()
    starts = datetime.combine(day, time.min, zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, zone)
    with transaction.atomic():
        database: Any = connection.cursor().connection
        with database.cursor(name=f"seal_{uuid4().hex}") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            cursor.execute(CONTENT, [starts, ends])
            yield from cursor

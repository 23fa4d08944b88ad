"""Movements nobody's payout explains: a person says what they are."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.keys import key_for
from currency.models import Transfer
from currency.services.programmes import deposit_cover
from settlement import errors
from settlement.models import BankEntry
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

State = BankEntry.State


@transaction.atomic
def book_as_cover(*, entry_id: int, by: Person, now: datetime) -> BankEntry:
    """Money that came in is set aside for coins. Booking twice is booking once.

    Raises NotAllowed, NotFound, EntryNotOpen, NotADeposit.
    """
    refuse_unless_may(by, "deposit-cover")
    entry = _lock(entry_id)
    if entry.state == State.BOOKED:
        return entry
    _refuse_unless_unmatched(entry)
    if entry.cents < 1:
        raise errors.NotADeposit
    deposit_cover(
        key=key_for("cover", "bank-entry", entry.id), cents=entry.cents, actor=by.party_id, at=now
    )
    _decide(entry, State.BOOKED, by, now)
    audit(verb="book-as-cover", thing="bank-entry", thing_id=entry.id, actor=by.party_id,
          cents=entry.cents)  # fmt: skip
    return entry


@transaction.atomic
def ignore_entry(*, entry_id: int, note: str, by: Person, now: datetime) -> BankEntry:
    """A movement that is no matter of the house (bank costs, say), with a word why.

    Raises NotAllowed, NotFound, EntryNotOpen.
    """
    refuse_unless_may(by, "import-bank-file")
    entry = _lock(entry_id)
    if entry.state == State.IGNORED:
        return entry
    _refuse_unless_unmatched(entry)
    entry.note = note.strip()[:140]
    _decide(entry, State.IGNORED, by, now)
    audit(verb="ignore-bank-entry", thing="bank-entry", thing_id=entry.id, actor=by.party_id,
          cents=entry.cents)  # fmt: skip
    return entry


@transaction.atomic
def deposit_by_hand(*, key: UUID, cents: int, by: Person, now: datetime) -> None:
    """Set euros aside without a bank file; the same key deposits once.

    Raises NotAllowed, AmountNotPositive, KeyReused.
    """
    refuse_unless_may(by, "deposit-cover")
    is_new = not Transfer.objects.filter(key=key).exists()
    transfer = deposit_cover(key=key, cents=cents, actor=by.party_id, at=now)
    if is_new:
        audit(verb="deposit-cover", thing="transfer", thing_id=transfer.id, actor=by.party_id,
              cents=cents)  # fmt: skip


def _lock(entry_id: int) -> BankEntry:
    found = BankEntry.objects.select_for_update().filter(id=entry_id).first()
    if found is None:
        raise NotFound
    return found


def _refuse_unless_unmatched(entry: BankEntry) -> None:
    if entry.state != State.UNMATCHED:
        raise errors.EntryNotOpen(state=entry.state)


def _decide(entry: BankEntry, state: str, by: Person, now: datetime) -> None:
    entry.state = state
    entry.decided_by, entry.decided_at = by.party_id, now
    entry.save(update_fields=["state", "note", "decided_by", "decided_at"])

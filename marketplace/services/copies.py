"""Copying a klus: all that says what the work is, nothing of what became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from marketplace.models import Klus, KlusChecker
from tenants.people.models import Person

# What happened to one klus is not true of the next.
NOT_COPIED: Final = frozenset({
    "id", "key", "state", "hold", "made_by", "checked_by", "checked_at", "created_at",
    "published_at",
})  # fmt: skip


def pattern_of(klus: Klus, *, by: Person, now: datetime) -> Klus:
    """A pattern that says what this klus says, as checked as it is."""
    changed = check_of(klus, by)
    return copied(klus, by=by, now=now, state=Klus.State.PATTERN, changed=changed)


def check_of(klus: Klus, by: Person) -> dict[str, object]:
    """Who checked it, to go with a copy that says the same; not where that is `by` themselves."""
    if klus.checked_by_id in (None, by.id):
        return {}
    return {"checked_by_id": klus.checked_by_id, "checked_at": klus.checked_at}


def copied(
    klus: Klus, *, by: Person, now: datetime, state: str = Klus.State.DRAFT,
    key: UUID | None = None, changed: Mapping[str, object] | None = None,
) -> Klus:  # fmt: skip
    """A klus like this one, made by `by`, checked by the same people, without moments.

    `changed` are columns that differ.
    """
    same = {
        field.attname: getattr(klus, field.attname)
        for field in Klus._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    made = Klus.objects.create(
        **{
            **same,
            **(changed or {}),
            "state": state,
            "key": key or uuid4(),
            "made_by": by,
            "created_at": now,
        }
    )
    KlusChecker.objects.bulk_create(
        KlusChecker(klus=made, person_id=one.person_id, named_by_id=one.named_by_id,
                    named_at=one.named_at)
        for one in klus.checkers.all()
    )  # fmt: skip
    return made

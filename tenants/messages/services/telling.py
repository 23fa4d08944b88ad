"""Telling a person something: in the app at once, and a delivery for each way they want.

All of it is rows of one transaction. What is sent outside leaves after the commit, by
`tenants.messages.services.sending`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tenants.messages.kinds import Kind
from tenants.messages.models import Channel, Delivery, Message
from tenants.messages.queries import quiet_hours_of, ways_of
from tenants.messages.rules.quiet import first_loud_moment
from tenants.messages.rules.ways import LOUD
from tenants.messages.words import Words, words_of
from tenants.people.models import Person
from tenants.people.queries import person_by_email
from tenants.schema import current_schema
from tenants.trail.services import event_told_now


@dataclass(frozen=True)
class _Told:
    """When it is told, and by which key it is told once."""

    at: datetime
    key: str


@transaction.atomic
def tell_person(
    *, person: Person, kind: Kind, path: str, context: Mapping[str, object], key: str = "",
    at: datetime | None = None,
) -> Message | None:  # fmt: skip
    """Tell it, unless this person was told this kind with this key before; None: was told before.

    Without a key it is the outbox event that is being told: that one speaks once to each reader.
    `path` leads to where they can do something about it. Nobody is told who does not take part
    any more.
    """
    if not person.is_active:
        return None
    told, language = _told(key, at), person.language
    words = words_of(kind.template, {"person": person, **context}, language=language)
    message, is_new = Message.objects.get_or_create(
        person=person, kind=kind.name, key=told.key,
        defaults=_said(kind, words, path, language, told),
    )  # fmt: skip
    if not is_new:
        return None
    Delivery.objects.bulk_create(_deliveries(message, person, told.at))
    return message


@transaction.atomic
def tell_address(
    *, address: str, kind: Kind, path: str, context: Mapping[str, object], key: str = "",
    at: datetime | None = None,
) -> Message | None:  # fmt: skip
    """Tell it to whoever reads a mail address: the person it is of, or else by mail alone.

    For what must reach an address of before, and for who is not here yet. Once, as `tell_person`.
    """
    person = person_by_email(address)
    if person is not None and person.is_active:
        return tell_person(person=person, kind=kind, path=path, context=context, key=key, at=at)
    told, language = _told(key, at), settings.LANGUAGE_CODE
    words = words_of(kind.template, context, language=language)
    message, is_new = Message.objects.get_or_create(
        address_digest=_digest(address), kind=kind.name, key=told.key, person=None,
        defaults={"address": address.strip(), **_said(kind, words, path, language, told)},
    )  # fmt: skip
    if not is_new:
        return None
    Delivery.objects.create(message=message, channel=Channel.MAIL, due_at=told.at)
    return message


def _told(key: str, at: datetime | None) -> _Told:
    event = event_told_now()
    return _Told(
        at or (event.now if event else timezone.now()),
        key or (f"event-{event.id}" if event else uuid4().hex),
    )


def _said(kind: Kind, words: Words, path: str, language: str, told: _Told) -> dict[str, object]:
    return {
        "sort": kind.sort, "subject": words.subject, "text": words.text, "path": path,
        "is_urgent": kind.is_urgent, "language": language, "at": told.at,
    }  # fmt: skip


def _digest(address: str) -> str:
    """Of an address, whatever its capitals; in this town alone."""
    told = f"{current_schema()}|{address.strip().lower()}"
    return salted_hmac("heitje.message-address", told, algorithm="sha256").hexdigest()


def _deliveries(message: Message, person: Person, at: datetime) -> Iterator[Delivery]:
    quiet = quiet_hours_of(person)
    for channel, device in ways_of(person, message.sort):
        waits = channel in LOUD and quiet.is_on and not message.is_urgent
        due = first_loud_moment(at, starts=quiet.starts, ends=quiet.ends) if waits else at
        yield Delivery(message=message, channel=channel, device=device, due_at=due)

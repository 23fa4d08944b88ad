"""Telling a person something: in the app at once, and a delivery for each way they want.

All of it is rows of one transaction. What is sent outside leaves after the commit, by
`tenants.messages.services.sending`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from tenants.messages.kinds import Kind
from tenants.messages.models import Channel, Delivery, Device, Message
from tenants.messages.queries import quiet_hours_of, ways_of
from tenants.messages.rules.quiet import first_loud_moment
from tenants.messages.rules.ways import LOUD
from tenants.messages.words import words_of
from tenants.people.models import Person
from tenants.trail.services import event_told_now


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
    event = event_told_now()
    at = at or (event.now if event else timezone.now())
    key = key or (f"event-{event.id}" if event else uuid4().hex)
    words = words_of(kind.template, {"person": person, **context}, language=person.language)
    message, is_new = Message.objects.get_or_create(
        person=person, kind=kind.name, key=key,
        defaults={
            "sort": kind.sort, "subject": words.subject, "text": words.text, "path": path,
            "is_urgent": kind.is_urgent, "at": at,
        },
    )  # fmt: skip
    if not is_new:
        return None
    Delivery.objects.bulk_create(_deliveries(message, person, at))
    return message


def _deliveries(message: Message, person: Person, at: datetime) -> Iterator[Delivery]:
    quiet = quiet_hours_of(person)
    for channel, device in ways_of(person, message.sort):
        waits = channel in LOUD and quiet.is_on and not message.is_urgent
        due = first_loud_moment(at, starts=quiet.starts, ends=quiet.ends) if waits else at
        yield _delivery(message, channel, device, due)


def _delivery(message: Message, channel: Channel, device: Device | None, due: datetime) -> Delivery:
    return Delivery(message=message, channel=channel, device=device, due_at=due)

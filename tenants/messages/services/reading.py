"""Somebody read a message."""

from datetime import datetime

from tenants.messages.models import Message
from tenants.people.models import Person


def read_message(*, message: Message, now: datetime) -> None:
    """Keep when it was read first."""
    if message.read_at is None:
        Message.objects.filter(id=message.id, read_at=None).update(read_at=now)
        message.read_at = now


def read_every_message(*, person: Person, now: datetime) -> int:
    """Count all of somebody's messages as read; returns how many were not."""
    return Message.objects.filter(person=person, read_at=None).update(read_at=now)


def forget_letters_to_addresses(*, before: datetime) -> int:
    """Delete what went to an address alone before then: nobody reads it back. Returns how many."""
    deleted, _ = Message.objects.filter(person=None, at__lt=before).delete()
    return deleted


def forget_messages(*, before: datetime) -> int:
    """Delete the messages of before then, with their deliveries; returns how many."""
    deleted, _ = Message.objects.filter(at__lt=before).delete()
    return deleted

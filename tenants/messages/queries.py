"""Reads about messages: somebody's own, what is unread, and which ways lead to them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, QuerySet

from tenants.messages.channels import open_channels
from tenants.messages.models import (
    QUIET_FROM,
    QUIET_UNTIL,
    Channel,
    Delivery,
    Device,
    Message,
    Phone,
    Preference,
    QuietHours,
)
from tenants.messages.rules.ways import is_wanted
from tenants.people.models import Person


def messages_of(person: Person) -> QuerySet[Message]:
    """Somebody's own messages, the newest first."""
    return Message.objects.filter(person=person).order_by("-at", "-id")


def message_of(person: Person, message_id: int) -> Message | None:
    """One of somebody's own messages, or None."""
    return messages_of(person).filter(id=message_id).first()


def unread_count(person: Person) -> int:
    """How many of somebody's messages they have not opened."""
    return Message.objects.filter(person=person, read_at=None).count()


@dataclass(frozen=True)
class Quiet:
    """Somebody's quiet hours, said or not."""

    is_on: bool
    starts: time
    ends: time


def quiet_hours_of(person: Person) -> Quiet:
    """What somebody said of them, or the house's habit."""
    found = QuietHours.objects.filter(person=person).first()
    if found is None:
        return Quiet(True, QUIET_FROM, QUIET_UNTIL)
    return Quiet(found.is_on, found.starts, found.ends)


def said_by(person: Person) -> Mapping[tuple[str, str], bool]:
    """What somebody said, by sort and channel."""
    return {(one.sort, one.channel): one.is_on for one in Preference.objects.filter(person=person)}


def devices_of(person: Person) -> QuerySet[Device]:
    """Browsers that show somebody's messages, the newest first."""
    return Device.objects.filter(person=person)


def phone_of(person: Person) -> Phone | None:
    """The number somebody gave, confirmed or not."""
    return Phone.objects.filter(person=person).first()


def ways_of(person: Person, sort: str) -> list[tuple[Channel, Device | None]]:
    """The ways a message of this sort takes to somebody, each device apart."""
    said = said_by(person)
    found: list[tuple[Channel, Device | None]] = []
    for channel in open_channels():
        if not is_wanted(sort, channel, said):
            continue
        if channel == Channel.PUSH:
            found += [(channel, device) for device in devices_of(person)]
        elif person.has_mail if channel == Channel.MAIL else _has_number(person):
            found.append((channel, None))
    return found


def _has_number(person: Person) -> bool:
    return Phone.objects.filter(person=person, confirmed_at__isnull=False).exists()


@dataclass(frozen=True)
class Figures:
    """How many messages of each kind there were, and what became of their deliveries by channel."""

    told: Counter[str]
    deliveries: Mapping[Channel, Mapping[str, int]]


def figures_of(*, since: datetime) -> Figures:
    """Of what was told since then; counts alone, nothing of who. Two queries."""
    recent = Message.objects.filter(at__gte=since).order_by()
    told = Counter(dict(recent.values_list("kind").annotate(Count("id"))))
    found: dict[Channel, dict[str, int]] = {channel: {} for channel in open_channels()}
    rows = Delivery.objects.filter(message__at__gte=since).order_by()
    for channel, state, count in rows.values_list("channel", "state").annotate(Count("id")):
        found.setdefault(Channel(channel), {})[state] = count
    return Figures(told, found)

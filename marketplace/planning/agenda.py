"""A resident's klussen as iCalendar (RFC 5545), for the agenda on a phone.

The same klussen give the same bytes: nothing in it is of the moment of asking. A klus that is off
stays for a while, as cancelled, so that agendas take it out. No sum of coins stands in it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.timezone import localdate
from icalendar import Calendar, Event

from marketplace.models import SignUp

READ_AGAIN: Final = timedelta(hours=1)
CANCELLED: Final = SignUp.State.CANCELLED


def agenda(
    sign_ups: Iterable[SignUp], *, name: str, host: str, address: Callable[[SignUp], str]
) -> bytes:
    """The file; `address` says where a sign-up is read about."""
    calendar = Calendar()
    calendar.add("prodid", "-//Heitje//Klussen//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for found in sign_ups:
        calendar.add_component(_event(found, host, address(found)))
    written: bytes = calendar.to_ical()
    return written


def _event(found: SignUp, host: str, url: str) -> Event:
    klus, event = found.slot.klus, Event()
    event.add("uid", f"klus-{found.id}@{host}")
    changed = _changed_at(found)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", 1 if found.state == CANCELLED else 0)
    event.add("summary", klus.title)
    event.add("location", klus.place)
    event.add("description", klus.description)
    event.add("url", url)
    event.add("status", "CANCELLED" if found.state == CANCELLED else "CONFIRMED")
    if klus.latitude is not None and klus.longitude is not None:
        event.add("geo", (klus.latitude, klus.longitude))
    _add_time(event, found)
    return event


def _add_time(event: Event, found: SignUp) -> None:
    """By the clock, or of a standing klus whole days in which nobody is busy."""
    slot = found.slot
    if slot.klus.is_standing:
        event.add("dtstart", localdate(slot.starts_at))
        event.add("dtend", localdate(slot.ends_at) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", slot.starts_at.astimezone(UTC))
    event.add("dtend", slot.ends_at.astimezone(UTC))


def _changed_at(found: SignUp) -> datetime:
    times = (found.signed_up_at, found.checked_in_at, found.handed_in_at, found.decided_at,
             found.ended_at)  # fmt: skip
    return max(one for one in times if one is not None).astimezone(UTC).replace(microsecond=0)

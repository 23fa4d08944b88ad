"""What somebody wants to hear of, by which way, and when their phone stays silent."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction

from tenants.messages.models import Preference, QuietHours
from tenants.messages.rules.ways import ALWAYS
from tenants.people.models import Person


@transaction.atomic
def choose_ways(*, person: Person, chosen: Mapping[tuple[str, str], bool]) -> None:
    """Keep a yes or no by sort and channel; what always goes that way stays as it is."""
    for (sort, channel), is_on in chosen.items():
        if (sort, channel) in ALWAYS:
            continue
        Preference.objects.update_or_create(
            person=person, sort=sort, channel=channel, defaults={"is_on": is_on}
        )


def choose_quiet_hours(*, person: Person, is_on: bool, starts: time, ends: time) -> QuietHours:
    """Keep when their phone stays silent. The hours have a length while they are on."""
    found, _ = QuietHours.objects.update_or_create(
        person=person, defaults={"is_on": is_on, "starts": starts, "ends": ends}
    )
    return found

"""The week's letter to who organises: on Monday morning, once a week each."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.timezone import localdate

from marketplace.queries.digest import digest_for
from tenants.messages.kinds import kind_named
from tenants.messages.services.telling import tell_person
from tenants.people.queries import people_who_may

NAME: Final = "digest"


def tell_the_week(*, now: datetime) -> int:
    """Tell each organiser what the week brings; returns how many were told.

    Nobody is told twice of one ISO week, however often this runs; of an empty one nobody is.
    """
    kind = kind_named(NAME)
    assert kind is not None, "the marketplace registers it"
    year, week, _day = localdate(now).isocalendar()
    told = 0
    for person in people_who_may("publish-klus"):
        digest = digest_for(person, now=now)
        if digest.is_empty:
            continue
        told += tell_person(
            person=person, kind=kind, path=reverse("marketplace:console"),
            context={"digest": digest, "week": week}, key=f"{year}-W{week:02}", at=now,
        ) is not None  # fmt: skip
    return told

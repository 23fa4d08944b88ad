"""What happened in a week and what comes in the next, for who organises the work of a town."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, Q

from marketplace.models import Klus, SignUp, Slot
from marketplace.queries.work import waiting_proofs
from marketplace.rules.transitions import REWARDED
from tenants.people.models import Person

WEEK: Final = timedelta(days=7)
SHOWN: Final = 6


@dataclass(frozen=True)
class Digest:
    """A week as its letter tells it. `open_slots` are the first of those with room."""

    done: int
    people: int
    waiting: int
    waits_since: datetime | None
    coming: int
    without_anybody: int
    open_slots: Sequence[Slot]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.done or self.waiting or self.coming)


def digest_for(person: Person, *, now: datetime) -> Digest:
    """The seven days up to now and the seven from now; what waits is what this person may check."""
    done = SignUp.objects.filter(
        state__in=REWARDED, decided_at__gte=now - WEEK, decided_at__lt=now
    ).aggregate(done=Count("id"), people=Count("resident", distinct=True))
    waiting = waiting_proofs(person) if person.may("check-proof") else SignUp.objects.none()
    oldest = waiting.order_by("handed_in_at").values_list("handed_in_at", flat=True).first()
    coming = Slot.objects.filter(
        klus__state=Klus.State.PUBLISHED, starts_at__gte=now, starts_at__lt=now + WEEK
    )
    counted = coming.aggregate(all=Count("id"), nobody=Count("id", filter=Q(taken=0)))
    with_room = coming.filter(taken__lt=F("places")).select_related("klus")
    return Digest(
        done=done["done"], people=done["people"], waiting=waiting.count(), waits_since=oldest,
        coming=counted["all"], without_anybody=counted["nobody"],
        open_slots=list(with_room.order_by("starts_at", "id")[:SHOWN]),
    )  # fmt: skip

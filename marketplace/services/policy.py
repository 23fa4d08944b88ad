"""Commands about the town's house rules for klussen, and the kinds of work that are watched."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from marketplace.guard_errors import WatchedInvalid
from marketplace.models import KlusPolicy, WatchedWork
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

KEEP = "keep-klus-policy"


@transaction.atomic
def change_policy(
    *, actor: Person, late_hours: int, needs_check: bool, most_hours_a_week: int | None,
    most_weeks_at_place: int | None,
) -> KlusPolicy:  # fmt: skip
    """From now on it is so. Raises NotAllowed."""
    refuse_unless_may(actor, KEEP)
    known = {
        "late_hours": late_hours, "needs_check": needs_check,
        "most_hours_a_week": most_hours_a_week, "most_weeks_at_place": most_weeks_at_place,
    }  # fmt: skip
    policy, _ = KlusPolicy.objects.update_or_create(id=1, defaults=known)
    audit(verb="change-klus-policy", thing="policy", thing_id=1, actor=actor.party_id, **known)
    return policy


@transaction.atomic
def keep_watched_work(
    *, actor: Person, watched_id: int | None, name: str, why: str, category: str,
    words: Sequence[str], is_watched: bool = True,
) -> WatchedWork:  # fmt: skip
    """Put a kind of work on the list, or make it otherwise.

    Raises NotAllowed, NotFound, WatchedInvalid.
    """
    refuse_unless_may(actor, KEEP)
    found = WatchedWork() if watched_id is None else _locked(watched_id)
    kept = [word.strip()[:40] for word in words if word.strip()]
    if not kept and not category:
        raise WatchedInvalid(field="words")
    found.name, found.why, found.category = name.strip(), why.strip(), category
    found.words, found.is_watched = kept, is_watched
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise WatchedInvalid(field="name") from error
    audit(verb="keep-watched-work", thing="watched-work", thing_id=found.id, actor=actor.party_id,
          is_watched=is_watched)  # fmt: skip
    return found


def _locked(watched_id: int) -> WatchedWork:
    found = WatchedWork.objects.select_for_update().filter(id=watched_id).first()
    if found is None:
        raise NotFound
    return found

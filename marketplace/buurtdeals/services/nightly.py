"""What the house does each night: end what is over, say that a review comes, forget who it was.

Each in statements of its own over all deals at once, or over so many at most.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from marketplace.buurtdeals.models import Buurtdeal
from marketplace.rules.transitions import DEAL, Hat, Verb, next_state
from tenants.trail.services import audit, tell_each

REVIEW_TOLD: Final = timedelta(days=14)
LIMIT: Final = 500


@transaction.atomic
def end_deals(*, now: datetime, limit: int = LIMIT) -> int:
    """End the deals whose season is over; returns how many."""
    over = Buurtdeal.objects.select_for_update(skip_locked=True).filter(
        state=Buurtdeal.State.SIGNED, ends_on__lt=localdate(now)
    )
    found = list(over.order_by("ends_on", "id")[:limit])
    for deal in found:
        deal.state = next_state(DEAL, deal.state, Verb.END_DEAL, {Hat.HOUSE})
        audit(verb="end-buurtdeal", thing="buurtdeal", thing_id=deal.id, actor=None)
    Buurtdeal.objects.bulk_update(found, ["state"])
    return len(found)


@transaction.atomic
def tell_reviews(*, now: datetime, limit: int = LIMIT) -> int:
    """Tell whoever looks after a deal that its review comes; once; returns how many."""
    due = Buurtdeal.objects.select_for_update(skip_locked=True).filter(
        state=Buurtdeal.State.SIGNED, reviewed_on=None, told_of_review_at=None,
        review_on__lte=localdate(now) + REVIEW_TOLD,
    )  # fmt: skip
    found = list(due.order_by("review_on", "id").values_list("id", flat=True)[:limit])
    Buurtdeal.objects.filter(id__in=found).update(told_of_review_at=now)
    tell_each("buurtdeal.review", [{"deal": one} for one in found])
    return len(found)


def forget_contacts(*, before: datetime) -> int:
    """Wipe who spoke for the residents, of deals that ended before then; returns how many."""
    return (
        Buurtdeal.objects.filter(ends_on__lt=localdate(before))
        .exclude(contact="", reach="")
        .update(contact="", reach="")
    )

"""A town's euros for a run: set aside when it says yes, so that booking can never fail for cover.

Runs in the schema of the town. A hold keeps the euros in the cover, out of reach of payouts.
"""

from datetime import datetime
from uuid import UUID

from currency.errors import InsufficientBalance
from currency.keys import key_for
from currency.models import Hold, Pot
from currency.services.accounts import house_account
from currency.services.holds import place_hold, release_hold
from settlement.clearing.errors import TownCoverMissing
from settlement.clearing.models import ClearingRun


def set_cover_aside(run: ClearingRun, *, cents: int, now: datetime) -> Hold:
    """Hold the euros this town will pay. Raises TownCoverMissing."""
    cover = house_account(Pot.COVER)
    try:
        return place_hold(key=_key(run), account_id=cover.id, amount=cents, at=now)
    except InsufficientBalance as refusal:
        cover.refresh_from_db()
        raise TownCoverMissing(cents=cents, available=cover.available) from refusal


def cover_hold(run: ClearingRun) -> Hold | None:
    """The hold of this town for a run; None where it pays nothing."""
    return Hold.objects.filter(key=_key(run)).first()


def release_cover(run: ClearingRun) -> None:
    """Give the euros back to the cover."""
    hold = cover_hold(run)
    if hold:
        release_hold(hold_id=hold.id)


def _key(run: ClearingRun) -> UUID:
    return key_for("clearing-cover", run.key)

"""Commands about a buurtdeal that holds: sign it, hand material over, look back, stop.

Signing begins its series and writes down its hand-overs. Locks: the deal before its series.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from currency.keys import key_for
from marketplace.buurtdeals.errors import (
    DealEmpty,
    DealOver,
    GivenInvalid,
    SignerMissing,
)
from marketplace.buurtdeals.models import Buurtdeal, HandOver, HandOverLine, Material
from marketplace.buurtdeals.queries import locked_deal, locked_hand_over
from marketplace.buurtdeals.rules.season import (
    MOST_GIVEN,
    hand_over_days,
    refuse_unless_time_to_give,
)
from marketplace.buurtdeals.rules.work import within_season
from marketplace.planning.services.series import start_series, stop_series
from marketplace.rules.transitions import DEAL, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell


@transaction.atomic
def sign_deal(
    *, deal_id: int, signer: str, signed_on: date, actor: Person, now: datetime
) -> Buurtdeal:
    """Both sides signed: the klussen begin to come back and the hand-overs stand. Twice is once.

    `signer` is who signed for the residents; `actor` signs for the municipality. A klus that the
    budget does not cover waits, and whoever looks after the deal is told.
    Raises NotAllowed, NotFound, StepNotPossible, DealOver, DealEmpty, SignerMissing,
    RecurrenceNever.
    """
    refuse_unless_may(actor, "sign-buurtdeal")
    deal = locked_deal(deal_id)
    if deal.state == Buurtdeal.State.SIGNED:
        return deal
    deal.state = next_state(DEAL, deal.state, Verb.SIGN_DEAL, hats_of(actor) | {Hat.ORGANISER})
    if deal.ends_on < localdate(now):
        raise DealOver
    if not signer.strip():
        raise SignerMissing
    if not deal.klussen.exists():
        raise DealEmpty
    deal.signer, deal.signed_on, deal.signed_by = signer.strip(), signed_on, actor
    deal.save()
    _write_hand_overs(deal)
    _begin_klussen(deal, actor, now)
    audit(verb="sign-buurtdeal", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id)
    tell("buurtdeal.signed", deal=deal.id)
    return deal


@transaction.atomic
def stop_deal(*, deal_id: int, actor: Person, now: datetime) -> Buurtdeal:
    """It holds no longer: nothing comes back any more, what is open stays. Twice is once.

    Raises NotAllowed, NotFound, StepNotPossible.
    """
    refuse_unless_may(actor, "publish-klus")
    deal = locked_deal(deal_id)
    if deal.state == Buurtdeal.State.STOPPED:
        return deal
    deal.state = next_state(DEAL, deal.state, Verb.STOP_DEAL, hats_of(actor))
    deal.save(update_fields=["state"])
    for one in deal.klussen.exclude(series=None):
        assert one.series_id is not None, "excluded above"
        stop_series(series_id=one.series_id, actor=actor, now=now)
    audit(verb="stop-buurtdeal", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id)
    return deal


@transaction.atomic
def review_deal(
    *, deal_id: int, outcome: str, review: str, actor: Person, now: datetime
) -> Buurtdeal:
    """Write down what both sides thought; a later word takes the place of an earlier one.

    Raises NotAllowed, NotFound, StepNotPossible for a draft.
    """
    refuse_unless_may(actor, "publish-klus")
    deal = locked_deal(deal_id)
    next_state(DEAL, deal.state, Verb.REVIEW_DEAL, hats_of(actor))
    deal.outcome, deal.review = Buurtdeal.Outcome(outcome), review.strip()
    deal.reviewed_on = localdate(now)
    deal.save(update_fields=["outcome", "review", "reviewed_on"])
    audit(verb="review-buurtdeal", thing="buurtdeal", thing_id=deal.id, actor=actor.party_id,
          outcome=deal.outcome)  # fmt: skip
    return deal


@transaction.atomic
def hand_over(
    *, hand_over_id: int, given: Mapping[int, int], note: str, actor: Person, now: datetime
) -> HandOver:
    """Material changed hands; `given` says by line how many. Twice keeps the first.

    Raises NotAllowed, NotFound, StepNotPossible, HandOverTooEarly, GivenInvalid.
    """
    refuse_unless_may(actor, "publish-klus")
    found = locked_hand_over(hand_over_id)
    if found.given_at is not None:
        return found
    next_state(DEAL, found.deal.state, Verb.HAND_OVER, hats_of(actor))
    refuse_unless_time_to_give(found.due_on, localdate(now))
    lines = list(found.lines.all())
    if {line.id for line in lines} != set(given) or not all(
        0 <= number <= MOST_GIVEN for number in given.values()
    ):
        raise GivenInvalid(maximum=MOST_GIVEN)
    for line in lines:
        line.given = given[line.id]
    HandOverLine.objects.bulk_update(lines, ["given"])
    found.given_at, found.given_by, found.note = now, actor, note.strip()[:300]
    found.save(update_fields=["given_at", "given_by", "note"])
    audit(verb="hand-over", thing="hand-over", thing_id=found.id, actor=actor.party_id)
    return found


def _write_hand_overs(deal: Buurtdeal) -> None:
    materials = list(deal.materials.all())
    for day in hand_over_days(deal.starts_on, deal.ends_on, {one.rhythm for one in materials}):
        lines = [
            one for one in materials
            if day == deal.starts_on or one.rhythm == Material.Rhythm.MONTHLY
        ]  # fmt: skip
        made = HandOver.objects.create(deal=deal, due_on=day)
        HandOverLine.objects.bulk_create(
            HandOverLine(hand_over=made, material=one, number=one.number) for one in lines
        )


def _begin_klussen(deal: Buurtdeal, actor: Person, now: datetime) -> None:
    """In the name of who looks after the deal: they hear it when a klus cannot be put up."""
    keeper = deal.looked_after_by
    name = keeper if keeper.is_active and keeper.may("publish-klus") else actor
    for one in deal.klussen.select_related("pattern"):
        one.series = start_series(
            key=key_for("deal-klus", one.pattern.key), klus_id=one.pattern_id, actor=name,
            rule=within_season(one.rule, deal.ends_on), starts_on=deal.starts_on,
            begins_at=one.begins_at, places=one.places, now=now,
        )  # fmt: skip
        one.save(update_fields=["series"])

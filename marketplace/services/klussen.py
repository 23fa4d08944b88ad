"""Commands about klussen: make, publish with its budget reserved, close, cancel.

What a klus keeps aside stands in `promises`. Locks are taken in one order everywhere: klus, slots,
sign-ups, volunteers' room, people, hold, account, the organiser's promises.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from currency.errors import KeyReused
from currency.models import Programme
from currency.queries import rules_in_force
from currency.rules.document import Rules
from currency.rules.rewards import suggested_reward
from currency.rules.verdicts import refuse_unless_reward
from currency.rules.wind_down import refuse_unless_earning
from marketplace.errors import KlusWithoutSlots, ReasonMissing, SlotOutsideProgramme, SlotPast
from marketplace.life_errors import KlusNotChecked
from marketplace.models import Klus, SignUp, Slot
from marketplace.queries.policy import klus_policy
from marketplace.rules.attendance import is_day_over
from marketplace.rules.moments import Moment, refuse_unless_moments
from marketplace.rules.promises import expected_share
from marketplace.rules.standing import refuse_unless_standing
from marketplace.rules.transitions import KLUS, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from marketplace.services.opinions import drop_open_opinion, refuse_unless_agreed
from marketplace.services.promises import keep_only_promised, reserve_promise
from marketplace.services.volunteer_room import release_room
from marketplace.services.waiting_list import end_waiting_of
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood, Party, Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

Point = tuple[Decimal, Decimal]


@transaction.atomic
def create_klus(
    *, key: UUID, actor: Person, title: str, description: str, category: str,
    programme: Programme, place: str, reward: int | None, duration_minutes: int,
    moments: Sequence[Moment], neighbourhood: Neighbourhood | None = None,
    point: Point | None = None, organiser: Party | None = None, is_group: bool = False,
    is_standing: bool = False, checking: str = Klus.Checking.PHOTO, suits: Sequence[str] = (),
    languages: Sequence[str] = (), now: datetime,
) -> Klus:  # fmt: skip
    """A draft with its moments; nothing is reserved yet. The same key answers the same klus.

    `reward` is minor units per person, or with `is_group` for all who come to a moment; None: what
    the rules suggest for each. Raises NotAllowed, KlusWithoutSlots, MomentInvalid,
    GroupNotStanding, StandingTooLong, NoRules, RewardOutside, KeyReused.
    """
    made_for = organiser or actor.party
    refuse_unless_may(actor, "publish-klus", within=made_for.id)
    refuse_unless_moments(moments)
    if is_standing:
        refuse_unless_standing(moments, is_group=is_group, zone=get_default_timezone())
    rules = rules_in_force(now).rules
    if reward is None:
        reward = suggested_reward(rules.rewards, duration_minutes)
        reward *= max(moment.places for moment in moments) if is_group else 1
    refuse_unless_fair(rules, reward, is_group, moments)
    klus, is_new = Klus.objects.get_or_create(
        key=key,
        defaults={
            "title": title.strip(),
            "description": description.strip(),
            "category": category,
            "neighbourhood": neighbourhood,
            "programme": programme,
            "place": place.strip(),
            "latitude": point[0] if point else None,
            "longitude": point[1] if point else None,
            "reward": reward,
            "is_group": is_group,
            "is_standing": is_standing,
            "duration_minutes": duration_minutes,
            "checking": checking,
            "suits": list(suits),
            "languages": list(languages),
            "organiser": made_for,
            "made_by": actor,
            "created_at": now,
        },
    )
    if is_new:
        Slot.objects.bulk_create(Slot(klus=klus, **vars(moment)) for moment in moments)
        audit(verb="create-klus", thing="klus", thing_id=klus.id, actor=actor.party_id)
    elif (klus.title, klus.reward, klus.programme_id, klus.is_group) != (
        title.strip(), reward, programme.id, is_group,
    ):  # fmt: skip
        raise KeyReused
    return klus


@transaction.atomic
def publish_klus(*, klus_id: int, actor: Person, now: datetime) -> Klus:
    """Show the klus and set what its places promise aside on its programme. Twice is once.

    Raises NotFound, StepNotPossible, NotAllowed, KlusNotChecked, SecondOpinionNeeded,
    SlotPast, SlotOutsideProgramme, NoRules, EarningEnded, RewardOutside, BudgetTooSmall,
    OrganiserBudgetReached.
    """
    klus = locked_klus(klus_id)
    if klus.state == Klus.State.PUBLISHED and klus.hold_id is not None:
        refuse_unless_may(actor, "publish-klus", within=klus.organiser_id)
        return klus
    was_draft = klus.state == Klus.State.DRAFT
    klus.state = next_state(KLUS, klus.state, Verb.PUBLISH, hats_of(actor, klus=klus))
    if was_draft and klus_policy().needs_check:
        raise KlusNotChecked
    refuse_unless_agreed(klus)
    slots = list(klus.slots.all())
    refuse_unless_timely(slots, klus.programme, now)
    rules = rules_in_force(now).rules
    refuse_unless_earning(rules, max(localdate(slot.ends_at) for slot in slots))
    refuse_unless_fair(rules, klus.reward, klus.is_group, slots)
    klus.hold = reserve_promise(klus, slots, now)
    klus.published_at = now
    klus.save()
    audit(verb="publish-klus", thing="klus", thing_id=klus.id, actor=actor.party_id,
          reserved=klus.hold.amount)  # fmt: skip
    tell("klus.published", klus=klus.id)
    return klus


@transaction.atomic
def close_klus(*, klus_id: int, actor: Person | None, now: datetime) -> Klus:
    """Take nobody more and give back what is not promised. `actor` None: the house, by the clock.

    Who signed up and never came is marked so, by the house only a week later: an organiser can
    still say who came after all. Who is under way keeps the right to the reward.
    Raises NotFound, StepNotPossible, NotAllowed.
    """
    klus = locked_klus(klus_id)
    hats = hats_of(actor, klus=klus) if actor else frozenset({Hat.HOUSE})
    klus.state = next_state(KLUS, klus.state, Verb.CLOSE, hats)
    sign_ups = locked_sign_ups(klus)
    if actor:
        _end(_missed(sign_ups, now), SignUp.State.NO_SHOW, now)
    klus.save(update_fields=["state"])
    end_waiting_of(klus, now=now, is_told=actor is not None)
    freed = keep_only_promised(klus, sign_ups)
    audit(verb="close-klus", thing="klus", thing_id=klus.id,
          actor=actor.party_id if actor else None, freed=freed)  # fmt: skip
    return klus


@transaction.atomic
def cancel_klus(*, klus_id: int, actor: Person, reason: str, now: datetime) -> Klus:
    """Call it off: who signed up is told, and what was reserved is given back.

    Who had begun already keeps the right to hand in and be rewarded.
    Raises NotFound, StepNotPossible, NotAllowed, ReasonMissing.
    """
    klus = locked_klus(klus_id)
    klus.state = next_state(KLUS, klus.state, Verb.CANCEL_KLUS, hats_of(actor, klus=klus))
    if not reason.strip():
        raise ReasonMissing
    drop_open_opinion(klus)
    sign_ups = locked_sign_ups(klus)
    waiting = [s for s in sign_ups if s.state == SignUp.State.SIGNED_UP]
    _end(waiting, SignUp.State.CANCELLED, now, reason.strip())
    klus.save(update_fields=["state"])
    end_waiting_of(klus, now=now, is_told=True)
    freed = keep_only_promised(klus, sign_ups)
    audit(verb="cancel-klus", thing="klus", thing_id=klus.id, actor=actor.party_id, freed=freed)
    tell("klus.cancelled", klus=klus.id)
    for sign_up in waiting:
        # An event each: what is told to one person never waits for, or repeats, another's.
        tell("sign-up.called-off", sign_up=sign_up.id)
    return klus


def locked_klus(klus_id: int) -> Klus:
    """A klus with its budget, locked until commit. Raises NotFound."""
    klus = (
        Klus.objects.select_for_update(of=("self",))
        .select_related("programme__party", "hold")
        .filter(id=klus_id)
        .first()
    )
    if klus is None:
        raise NotFound
    return klus


def locked_sign_ups(klus: Klus) -> list[SignUp]:
    """All sign-ups of a klus, its slots locked before them: nobody slips in meanwhile."""
    list(klus.slots.select_for_update().order_by("id"))
    return list(
        SignUp.objects.select_for_update(of=("self",))
        .filter(slot__klus=klus)
        .select_related("slot")
        .order_by("id")
    )


def _missed(sign_ups: Sequence[SignUp], now: datetime) -> list[SignUp]:
    """Who signed up for a moment whose day is over, and never came."""
    zone = get_default_timezone()
    return [
        sign_up
        for sign_up in sign_ups
        if sign_up.state == SignUp.State.SIGNED_UP
        and is_day_over(ends_at=sign_up.slot.ends_at, now=now, zone=zone)
    ]


def _end(sign_ups: Sequence[SignUp], state: str, now: datetime, reason: str = "") -> None:
    for sign_up in sign_ups:
        sign_up.state, sign_up.ended_at, sign_up.reason = state, now, reason[:300]
        sign_up.save(update_fields=["state", "ended_at", "reason"])
        if state == SignUp.State.CANCELLED:
            sign_up.slot.refresh_from_db(fields=["taken"])
            sign_up.slot.taken -= 1
            sign_up.slot.save(update_fields=["taken"])
    # Before the hold and its account, as everywhere.
    release_room(sign_ups)


def refuse_unless_fair(
    rules: Rules, reward: int, is_group: bool, moments: Sequence[Moment] | Sequence[Slot]
) -> None:
    """What one person gets is judged, in a group when everybody comes. Raises RewardOutside."""
    for places in {moment.places for moment in moments}:
        refuse_unless_reward(rules, expected_share(reward, is_group=is_group, places=places))
        if is_group:
            # Parted to the minor unit, somebody may get one less.
            refuse_unless_reward(rules, reward // places)


def refuse_unless_timely(slots: Sequence[Slot], programme: Programme, now: datetime) -> None:
    """Raises KlusWithoutSlots, SlotPast, SlotOutsideProgramme."""
    if not slots:
        raise KlusWithoutSlots
    for slot in slots:
        if slot.open_until <= now:
            raise SlotPast
        first, last = localdate(slot.starts_at), localdate(slot.ends_at)
        if first < programme.starts_on or last > programme.ends_on:
            raise SlotOutsideProgramme(
                starts_on=programme.starts_on.isoformat(), ends_on=programme.ends_on.isoformat()
            )

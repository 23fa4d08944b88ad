"""Commands about klussen: make, publish with its budget reserved, close, cancel.

What a klus keeps aside is always its reward times the places that are free or promised.
Locks are taken in one order everywhere: klus, slots, sign-ups, hold, account.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from currency.errors import BudgetTooSmall, InsufficientBalance, KeyReused
from currency.keys import key_for
from currency.models import Account, Hold, Pot, Programme
from currency.queries import rules_in_force
from currency.rules.verdicts import refuse_unless_reward
from currency.rules.wind_down import refuse_unless_earning
from currency.services.accounts import account_of
from currency.services.holds import place_hold, release_hold
from marketplace.errors import KlusWithoutSlots, ReasonMissing, SlotOutsideProgramme, SlotPast
from marketplace.models import Klus, SignUp, Slot
from marketplace.rules.attendance import is_day_over
from marketplace.rules.moments import Moment, refuse_unless_moments
from marketplace.rules.transitions import KLUS, UNDER_WAY, Hat, Verb, next_state
from marketplace.services.hats import hats_of
from tenants.errors import NotFound
from tenants.people.models import Neighbourhood, Party, Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

Point = tuple[Decimal, Decimal]


@transaction.atomic
def create_klus(
    *, key: UUID, actor: Person, title: str, description: str, category: str,
    programme: Programme, place: str, reward: int, duration_minutes: int,
    moments: Sequence[Moment], neighbourhood: Neighbourhood | None = None,
    point: Point | None = None, organiser: Party | None = None, now: datetime,
) -> Klus:  # fmt: skip
    """A draft with its moments; nothing is reserved yet. The same key answers the same klus.

    `reward` is minor units per person. Raises NotAllowed, KlusWithoutSlots, MomentInvalid, NoRules,
    RewardOutside, KeyReused.
    """
    refuse_unless_may(actor, "publish-klus")
    refuse_unless_moments(moments)
    refuse_unless_reward(rules_in_force(now).rules, reward)
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
            "duration_minutes": duration_minutes,
            "organiser": organiser or actor.party,
            "created_at": now,
        },
    )
    if is_new:
        Slot.objects.bulk_create(Slot(klus=klus, **vars(moment)) for moment in moments)
        audit(verb="create-klus", thing="klus", thing_id=klus.id, actor=actor.party_id)
    elif (klus.title, klus.reward, klus.programme_id) != (title.strip(), reward, programme.id):
        raise KeyReused
    return klus


@transaction.atomic
def publish_klus(*, klus_id: int, actor: Person, now: datetime) -> Klus:
    """Show the klus and set places x reward aside on its programme. Twice is once.

    Raises NotFound, StepNotPossible, NotAllowed, SlotPast, SlotOutsideProgramme, NoRules,
    EarningEnded, RewardOutside, BudgetTooSmall.
    """
    klus = _locked(klus_id)
    if klus.state == Klus.State.PUBLISHED and klus.hold_id is not None:
        refuse_unless_may(actor, "publish-klus")
        return klus
    klus.state = next_state(KLUS, klus.state, Verb.PUBLISH, hats_of(actor))
    slots = list(klus.slots.all())
    _refuse_unless_timely(slots, klus.programme, now)
    rules = rules_in_force(now).rules
    refuse_unless_earning(rules, max(localdate(slot.ends_at) for slot in slots))
    refuse_unless_reward(rules, klus.reward)
    klus.hold = _reserve(klus, sum(slot.places for slot in slots) * klus.reward, now)
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
    klus = _locked(klus_id)
    hats = hats_of(actor) if actor else frozenset({Hat.HOUSE})
    klus.state = next_state(KLUS, klus.state, Verb.CLOSE, hats)
    sign_ups = _locked_sign_ups(klus)
    if actor:
        _end(_missed(sign_ups, now), SignUp.State.NO_SHOW, now)
    promised = [s for s in sign_ups if s.state in (*UNDER_WAY, SignUp.State.SIGNED_UP)]
    klus.save(update_fields=["state"])
    freed = _give_back(klus, keep=len(promised) * klus.reward)
    audit(verb="close-klus", thing="klus", thing_id=klus.id,
          actor=actor.party_id if actor else None, freed=freed)  # fmt: skip
    return klus


@transaction.atomic
def cancel_klus(*, klus_id: int, actor: Person, reason: str, now: datetime) -> Klus:
    """Call it off: who signed up is told, and what was reserved is given back.

    Who had begun already keeps the right to hand in and be rewarded.
    Raises NotFound, StepNotPossible, NotAllowed, ReasonMissing.
    """
    klus = _locked(klus_id)
    klus.state = next_state(KLUS, klus.state, Verb.CANCEL_KLUS, hats_of(actor))
    if not reason.strip():
        raise ReasonMissing
    sign_ups = _locked_sign_ups(klus)
    waiting = [s for s in sign_ups if s.state == SignUp.State.SIGNED_UP]
    _end(waiting, SignUp.State.CANCELLED, now, reason.strip())
    under_way = [s for s in sign_ups if s.state in UNDER_WAY]
    klus.save(update_fields=["state"])
    freed = _give_back(klus, keep=len(under_way) * klus.reward)
    audit(verb="cancel-klus", thing="klus", thing_id=klus.id, actor=actor.party_id, freed=freed)
    tell("klus.cancelled", klus=klus.id)
    for sign_up in waiting:
        # An event each: what is told to one person never waits for, or repeats, another's.
        tell("sign-up.called-off", sign_up=sign_up.id)
    return klus


def _locked(klus_id: int) -> Klus:
    klus = (
        Klus.objects.select_for_update(of=("self",))
        .select_related("programme__party", "hold")
        .filter(id=klus_id)
        .first()
    )
    if klus is None:
        raise NotFound
    return klus


def _locked_sign_ups(klus: Klus) -> list[SignUp]:
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


def _give_back(klus: Klus, *, keep: int) -> int:
    """Release all of the hold but `keep` minor units; answers how much."""
    if klus.hold_id is None:
        return 0
    hold = Hold.objects.select_for_update().get(id=klus.hold_id)
    freed = max(0, hold.remaining - keep)
    if freed:
        release_hold(hold_id=hold.id, amount=freed)
    return freed


def _reserve(klus: Klus, amount: int, now: datetime) -> Hold:
    account = account_of(klus.programme.party, Pot.PROGRAMME)
    try:
        return place_hold(
            key=key_for("publish-klus", klus.key), account_id=account.id, amount=amount, at=now
        )
    except InsufficientBalance as error:
        available = Account.objects.get(id=account.id).available
        raise BudgetTooSmall(amount=amount, available=available) from error


def _refuse_unless_timely(slots: Sequence[Slot], programme: Programme, now: datetime) -> None:
    if not slots:
        raise KlusWithoutSlots
    for slot in slots:
        if slot.starts_at <= now:
            raise SlotPast
        first, last = localdate(slot.starts_at), localdate(slot.ends_at)
        if first < programme.starts_on or last > programme.ends_on:
            raise SlotOutsideProgramme(
                starts_on=programme.starts_on.isoformat(), ends_on=programme.ends_on.isoformat()
            )

"""Approving everybody of one moment at once: one run of rewards, in one transaction.

Of a klus with a reward per person, whoever cannot be rewarded now is left waiting and named in the
answer. A group stands together: its reward is parted over who took part, or nobody gets any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from currency.keys import key_for
from currency.queries import rules_in_force
from currency.services.reward_runs import RewardShare, reward_many
from currency.services.volunteers import receive_in_rooms, settle_volunteer_rooms
from marketplace.checking.errors import SameHousehold
from marketplace.checking.services.checks import find_good, own_household
from marketplace.errors import (
    GroupNotReady,
    MinutesInvalid,
    NothingToApprove,
    ResidentBalanceFull,
    ResidentLimitReached,
    SelfApproval,
)
from marketplace.models import Klus, SignUp, Slot
from marketplace.rules.promises import (
    capped,
    expected_share,
    minutes_present,
    paid_minutes,
    split,
)
from marketplace.services.checkers import refuse_unless_checks
from marketplace.services.promises import LIVE, give_back
from marketplace.services.volunteer_room import claim_of, room_key
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may, refuse_unless_may_somewhere
from tenants.trail.services import audit_each, tell_each


@dataclass(frozen=True)
class SlotApproval:
    """Who was rewarded, whose balance is full, and who is at a volunteer's limit: they wait.

    So do those in `agreed`: somebody else still has to find their work good.
    """

    approved: Sequence[SignUp]
    full: Sequence[SignUp]
    limited: Sequence[SignUp]
    agreed: Sequence[SignUp] = ()


@transaction.atomic
def approve_slot(
    *, slot_id: int, actor: Person, now: datetime, minutes: Mapping[int, int] | None = None
) -> SlotApproval:
    """The work of all who handed in is good. `minutes` by sign-up, for a group parted by time;
    of who is not in it those between check-in and photo.

    Nobody's own work or that of their household is among it. Raises NotAllowed, NotFound,
    NotYourKlus, NothingToApprove; for a group also SelfApproval, SameHousehold, GroupNotReady,
    MinutesInvalid, ResidentLimitReached, ResidentBalanceFull.
    """
    refuse_unless_may_somewhere(actor, "check-proof")
    slot = _locked(slot_id)
    refuse_unless_may(actor, "check-proof", within=slot.klus.organiser_id)
    refuse_unless_checks(actor, slot.klus_id)
    sign_ups = list(
        SignUp.objects.select_for_update(of=("self",))
        .filter(slot=slot, state__in=LIVE)
        .select_related("resident", "slot__klus__hold")
        .order_by("id")
    )
    waiting = [found for found in sign_ups if found.state == SignUp.State.HANDED_IN]
    if slot.klus.is_group:
        _refuse_unless_together(sign_ups, waiting, actor)
        shares = group_shares(slot, waiting, now, minutes)
    else:
        not_mine = own_household(waiting, actor)
        waiting = [found for found in waiting if found not in not_mine]
        shares = {found.id: slot.klus.reward for found in waiting}
    if not waiting:
        raise NothingToApprove
    good = find_good(waiting, shares, actor, now, slot.klus.checking)
    agreed = [found for found in waiting if found not in good]
    if not good or (agreed and slot.klus.is_group):
        return SlotApproval([], [], [], waiting)
    done = replace(_rewarded(slot.klus, good, shares, actor, now), agreed=agreed)
    if slot.klus.is_group:
        # What nobody may have because it is above the most for one person.
        give_back(slot.klus, slot.klus.reward - sum(shares.values()))
    return done


def group_shares(
    slot: Slot, taking_part: Sequence[SignUp], now: datetime, minutes: Mapping[int, int] | None
) -> dict[int, int]:
    """What each of a group gets, by sign-up; keeps the minutes with who was there. Minor units.

    Raises MinutesInvalid.
    """
    klus, rules = slot.klus, rules_in_force(now).rules
    if not taking_part:
        return {}
    weights = {found.id: 1 for found in taking_part}
    if rules.rewards.group_split == "by-time":
        longest = paid_minutes(slot.starts_at, slot.ends_at, klus.duration_minutes)
        for found in taking_part:
            there = minutes_present(
                found.checked_in_at, found.handed_in_at, slot.starts_at, slot.ends_at, longest
            )
            found.minutes = (minutes or {}).get(found.id, there)
            if not 1 <= found.minutes <= longest:
                raise MinutesInvalid(maximum=longest)
            weights[found.id] = found.minutes
    # What was promised to each when everybody comes is kept, also under a lower maximum.
    promised = expected_share(klus.reward, is_group=True, places=slot.places)
    shares = capped(split(klus.reward, weights), max(rules.rewards.maximum, promised))
    if min(shares.values()) < 1:
        raise MinutesInvalid(maximum=max(weights.values()))
    return shares


def _refuse_unless_together(
    sign_ups: Sequence[SignUp], waiting: Sequence[SignUp], actor: Person
) -> None:
    for found in own_household(waiting, actor):
        raise SelfApproval if found.resident_id == actor.id else SameHousehold
    if len(waiting) < len(sign_ups):
        raise GroupNotReady(waiting=len(sign_ups) - len(waiting))


def _rewarded(
    klus: Klus, waiting: Sequence[SignUp], shares: Mapping[int, int], actor: Person, now: datetime
) -> SlotApproval:
    assert klus.hold is not None, "a published klus has a hold, and it is never taken away"
    claims = [claim_of(found, shares[found.id]) for found in waiting]
    over = settle_volunteer_rooms(claims, at=now)
    if over and klus.is_group:
        raise ResidentLimitReached(count=len(over))
    limited = [found for found in waiting if room_key(found.id) in over]
    run = reward_many(
        hold=klus.hold,
        shares=[
            RewardShare(
                key=key_for("reward", found.id),
                party_id=found.resident.party_id,
                amount=shares[found.id],
                facts={"klus": klus.id, "sign_up": found.id},
            )
            for found in waiting
            if found not in limited
        ],
        actor=actor.party_id,
        at=now,
    )
    if run.full and klus.is_group:
        raise ResidentBalanceFull(count=len(run.full))
    transfers = {
        found: run.transfers[key_for("reward", found.id)]
        for found in waiting
        if key_for("reward", found.id) in run.transfers
    }
    _decide(transfers, shares, actor, now)
    full = [found for found in waiting if found not in transfers and found not in limited]
    return SlotApproval(list(transfers), full, limited)


def _decide(
    transfers: Mapping[SignUp, int], shares: Mapping[int, int], actor: Person, now: datetime
) -> None:
    for found, transfer_id in transfers.items():
        found.state, found.transfer_id = SignUp.State.APPROVED, transfer_id
        found.decided_by, found.decided_at, found.ended_at = actor, now, now
        found.reward, found.reason = shares[found.id], ""
    SignUp.objects.bulk_update(
        transfers,
        [
            "state",
            "transfer",
            "decided_by",
            "decided_at",
            "ended_at",
            "reward",
            "minutes",
            "reason",
        ],
    )
    receive_in_rooms({room_key(found.id): made for found, made in transfers.items()})
    ids = [found.id for found in transfers]
    audit_each(verb="approve-proof", thing="sign-up", thing_ids=ids, actor=actor.party_id)
    tell_each("proof.decided", [{"sign_up": one, "state": "approved"} for one in ids])


def _locked(slot_id: int) -> Slot:
    slot = (
        Slot.objects.select_for_update(of=("self",))
        .select_related("klus__hold")
        .filter(id=slot_id)
        .first()
    )
    if slot is None:
        raise NotFound
    return slot

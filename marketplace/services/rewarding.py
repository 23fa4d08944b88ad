"""Paying one person for one piece of work, out of what was set aside for it."""

from datetime import datetime

from currency.errors import BalanceFull
from currency.keys import key_for
from currency.limit_errors import VolunteerLimitReached
from currency.models import Hold, Transfer
from currency.services.rewards import reward
from currency.services.volunteers import receive_in_rooms, settle_volunteer_room
from marketplace.errors import ResidentBalanceFull, ResidentLimitReached
from marketplace.models import SignUp
from marketplace.services.volunteer_room import claim_of
from tenants.people.models import Person


def judge_room(found: SignUp, amount: int, now: datetime) -> None:
    """Room under a volunteer's limits is made exactly this large. Raises ResidentLimitReached."""
    try:
        settle_volunteer_room(**vars(claim_of(found, amount)), at=now)
    except VolunteerLimitReached as refusal:
        raise ResidentLimitReached(**refusal.facts) from refusal
    # Two approvals of one person at once may not both find room under the same maximum.
    Person.objects.select_for_update(no_key=True).get(id=found.resident_id)


def pay_reward(
    found: SignUp, amount: int, actor: Person, now: datetime, *, hold: Hold | None = None
) -> Transfer:
    """`amount` minor units, out of what the klus keeps aside or out of another `hold`.

    Raises ResidentLimitReached, ResidentBalanceFull, and what else a reward raises.
    """
    klus = found.slot.klus
    source = hold or klus.hold
    assert source is not None, "a published klus has a hold, and it is never taken away"
    if hold is None:
        judge_room(found, amount, now)
    try:
        transfer = reward(
            key=key_for("reward", found.id),
            hold=source,
            resident=found.resident.party,
            amount=amount,
            actor=actor.party_id,
            at=now,
            sign_up=found.id,
            klus=klus.id,
        )
    except BalanceFull as refusal:
        raise ResidentBalanceFull(**refusal.facts) from refusal
    receive_in_rooms({claim_of(found, amount).key: transfer.id})
    return transfer

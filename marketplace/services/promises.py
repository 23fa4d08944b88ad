"""What a klus keeps aside of its budget: reserved when it is published, given back when not used.

It keeps a reward for each place that is free or promised, or one for each moment of a group. What
goes back to the budget is also no longer promised by the organiser, in the month it was.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from currency.errors import BudgetTooSmall, InsufficientBalance
from currency.keys import key_for
from currency.models import Account, Hold, Pot
from currency.services.accounts import account_of
from currency.services.holds import place_hold, raise_hold, release_hold
from currency.services.organisers import promise, take_promise_back
from marketplace.models import Klus, SignUp, Slot
from marketplace.organisations.services.allotments import promise_part, take_part_back
from marketplace.rules.promises import promise_of
from marketplace.rules.transitions import REWARDED, UNDER_WAY

LIVE = (*UNDER_WAY, SignUp.State.SIGNED_UP)


def reserve_promise(klus: Klus, slots: Iterable[Slot], now: datetime) -> Hold:
    """Set aside what the moments may give.

    Raises BudgetTooSmall, OrganiserBudgetReached, NotAllotted, AllotmentTooSmall.
    """
    amount = sum(
        promise_of(klus.reward, is_group=klus.is_group, places=slot.places) for slot in slots
    )
    return set_aside(klus, amount, key=key_for("publish-klus", klus.key), now=now)


def set_aside(klus: Klus, amount: int, *, key: UUID, now: datetime) -> Hold:
    """Hold so much of the klus's programme, and count it as promised by its organiser.

    Raises BudgetTooSmall, OrganiserBudgetReached, NotAllotted, AllotmentTooSmall.
    """
    account = account_of(klus.programme.party, Pot.PROGRAMME)
    try:
        hold = place_hold(key=key, account_id=account.id, amount=amount, at=now)
    except InsufficientBalance as error:
        available = Account.objects.get(id=account.id).available
        raise BudgetTooSmall(amount=amount, available=available) from error
    _count_promise(klus, amount, now)
    return hold


def keep_for_places(klus: Klus, now: datetime) -> int:
    """Keep aside what an open klus may give by its places as they are now; answers the difference.

    Raises BudgetTooSmall, OrganiserBudgetReached, AllotmentTooSmall.
    """
    assert klus.hold_id is not None, "what is open has a hold"
    assert klus.published_at is not None, "what is open was published"
    hold = Hold.objects.select_for_update().get(id=klus.hold_id)
    more = wanted_for(klus) - hold.remaining
    if more < 0:
        give_back(klus, -more)
    elif more > 0:
        try:
            raise_hold(hold_id=hold.id, amount=more)
        except InsufficientBalance as error:
            available = Account.objects.get(id=hold.account_id).available
            raise BudgetTooSmall(amount=more, available=available) from error
        # In the month in which the rest was promised: there it is taken back as well.
        _count_promise(klus, more, klus.published_at)
    return more


def wanted_for(klus: Klus) -> int:
    """What an open klus has to keep: for each free place, and for who is still to be paid."""
    sign_ups = SignUp.objects.filter(slot__klus=klus)
    if klus.is_group:
        paid = set(sign_ups.filter(state__in=REWARDED).values_list("slot_id", flat=True))
        return klus.reward * len(set(klus.slots.values_list("id", flat=True)) - paid)
    free = sum(slot.free for slot in klus.slots.all())
    return klus.reward * (free + sign_ups.filter(state__in=LIVE).count())


def keep_only_promised(klus: Klus, sign_ups: Sequence[SignUp]) -> int:
    """Of a klus that takes nobody more, give back what is promised to nobody; answers how much."""
    live = [found for found in sign_ups if found.state in LIVE]
    if klus.is_group:
        done = {s.slot_id for s in sign_ups if s.state in REWARDED}
        keep = len({found.slot_id for found in live} - done) * klus.reward
    else:
        keep = len(live) * klus.reward
    if klus.hold_id is None:
        return 0
    hold = Hold.objects.select_for_update().get(id=klus.hold_id)
    return give_back(klus, max(0, hold.remaining - keep))


def give_reward_back(found: SignUp) -> None:
    """One person gets nothing: release what was kept for them. A group keeps it for the others."""
    klus = found.slot.klus
    if not klus.is_group or (klus.state != Klus.State.PUBLISHED and _is_nobody_left(found.slot)):
        give_back(klus, klus.reward)


def give_back(klus: Klus, amount: int) -> int:
    """Release so much of what the klus keeps; answers it."""
    if klus.hold_id is None or amount < 1:
        return 0
    release_hold(hold_id=klus.hold_id, amount=amount)
    assert klus.published_at is not None, "what has a hold was published"
    take_promise_back(organiser=klus.organiser_id, amount=amount, promised_at=klus.published_at)
    take_part_back(organiser=klus.organiser_id, programme_id=klus.programme_id, amount=amount)
    return amount


def _count_promise(klus: Klus, amount: int, at: datetime) -> None:
    promise(organiser=klus.organiser_id, amount=amount, at=at)
    promise_part(organiser=klus.organiser_id, programme_id=klus.programme_id, amount=amount)


def _is_nobody_left(slot: Slot) -> bool:
    states = (*LIVE, *REWARDED)
    return not SignUp.objects.filter(slot=slot, state__in=states).exists()

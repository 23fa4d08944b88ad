"""Room within a volunteer's limits: taken at sign-up, judged again at approval, given back.

What counts is raised by one statement that knows the cap, in this tenant and, where the rules say
so, in the region: two sign-ups at once, in two towns even, never pass the last euro together.
Rows are locked in one order everywhere: here year then month, then the region's year and month;
before the people, the hold and the accounts of a reward.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from currency import limit_errors
from currency.models import VolunteerRoom
from currency.queries.rules import rules_in_force
from currency.queries.volunteers import (
    COUNTER,
    Across,
    first_room,
    names_across,
    used_by,
    used_in,
)
from currency.rules.document import Rules, VolunteerNorm
from currency.rules.volunteers import (
    cents_of,
    hourly_norm,
    is_above,
    month_of,
    norm_on,
    year_of,
)
from currency.services.counting import UNLIMITED, lower_counter, raise_counter
from tenants.people.models import Person
from tenants.pseudonyms import pseudonyms_of
from tenants.queries import current_tenant
from tenants.services.volunteer_counts import counted, lower_count, raise_count

State = VolunteerRoom.State


@transaction.atomic
def reserve_volunteer_room(
    *, key: UUID, person: Person, day: date, amount: int, minutes: int, at: datetime
) -> VolunteerRoom | None:
    """Set room aside for a reward of `amount` minor units for work on a day; None: no limits here.

    The same key takes it once. Raises BirthdayUnknown, HourlyNormPassed, VolunteerLimitReached.
    """
    rules = rules_in_force(at).rules
    norm = _norm(rules, day)
    if norm is None:
        return None
    cents = _cents(amount)
    refuse_above_hourly(norm, birthday=person.birthday, day=day, cents=cents, minutes=minutes)
    room = VolunteerRoom.objects.filter(key=key).first()
    if room is None:
        room = _new_room(key, person, day, rules)
        _take(room, cents, person, rules, norm)
    return room


@transaction.atomic
def settle_volunteer_room(
    *, key: UUID, person: Person, day: date, amount: int, at: datetime
) -> None:
    """Judge a reward once more before it is paid; what is set aside becomes exactly that much.

    Raises VolunteerLimitReached.
    """
    rules = rules_in_force(at).rules
    norm = _norm(rules, day)
    if norm is None:
        return
    room = VolunteerRoom.objects.select_for_update().filter(key=key).first()
    if room is None:
        room = _new_room(key, person, day, rules)
    elif room.state == State.RECEIVED:
        return
    _take(room, _cents(amount), person, rules, norm)


@dataclass(frozen=True)
class Claim:
    """A reward that is about to be paid: `amount` minor units for work on a day."""

    key: UUID
    person: Person
    day: date
    amount: int


@transaction.atomic
def settle_volunteer_rooms(claims: Sequence[Claim], *, at: datetime) -> frozenset[UUID]:
    """`settle_volunteer_room` for many; answers the keys of those that would pass a limit.

    In a few queries where what was set aside is what is paid. The people are taken in the order of
    their pseudonyms: that is one order in all towns of the region.
    """
    keys = [claim.key for claim in claims]
    rooms = {
        room.key: room
        for room in VolunteerRoom.objects.select_for_update().filter(key__in=keys).order_by("id")
    }
    used = used_by({claim.person for claim in claims}, {claim.day for claim in claims}, at)
    over = set()
    for claim in sorted(claims, key=_place_in_order):
        if _is_as_reserved(claim, rooms.get(claim.key), used, at):
            continue
        try:
            settle_volunteer_room(**vars(claim), at=at)
        except limit_errors.VolunteerLimitReached:
            over.add(claim.key)
    return frozenset(over)


def receive_in_rooms(transfers: Mapping[UUID, int]) -> None:
    """What was set aside under these keys was paid by these transfers."""
    rooms = list(
        VolunteerRoom.objects.filter(key__in=list(transfers)).exclude(state=State.RELEASED)
    )
    for room in rooms:
        room.state, room.transfer_id = State.RECEIVED, transfers[room.key]
    VolunteerRoom.objects.bulk_update(rooms, ["state", "transfer"], batch_size=1_000)


@transaction.atomic
def release_volunteer_rooms(keys: Iterable[UUID]) -> None:
    """Nothing will be paid under these keys: there is room again. Twice is once."""
    found = VolunteerRoom.objects.select_for_update().filter(key__in=list(keys))
    for room in found.order_by("pseudonym", "party_id", "id"):
        _release(room)


@transaction.atomic
def give_received_back(*, transfer_id: int) -> None:
    """A reward is undone: there is room again in the month and year of the work."""
    _release(VolunteerRoom.objects.select_for_update().filter(transfer=transfer_id).first())


def refuse_above_hourly(
    norm: VolunteerNorm, *, birthday: date | None, day: date, cents: int, minutes: int
) -> None:
    """Raises BirthdayUnknown where knowing the age would help, HourlyNormPassed."""
    hourly = hourly_norm(norm, birthday, day)
    if not is_above(cents, minutes=minutes, hourly=hourly):
        return
    helps = birthday is None and not is_above(cents, minutes=minutes, hourly=norm.hourly)
    refusal = limit_errors.BirthdayUnknown if helps else limit_errors.HourlyNormPassed
    raise refusal(hourly=hourly, reward=cents, minutes=minutes)


def _place_in_order(claim: Claim) -> tuple[str, str]:
    region_id = current_tenant().region_id
    name = pseudonyms_of(claim.person.email, region_id=region_id)[0] if region_id else ""
    return name, str(claim.person.party_id)


def _is_as_reserved(
    claim: Claim,
    room: VolunteerRoom | None,
    used: Mapping[tuple[UUID, str], int],
    at: datetime,
) -> bool:
    """Whether nothing needs to be counted, and what was counted is within the limits of now."""
    norm = _norm(rules_in_force(at).rules, claim.day)
    if norm is None:
        return True
    if room is None or room.state != State.RESERVED or room.cents != _cents(claim.amount):
        return False
    party, day = claim.person.party_id, claim.day
    return used[party, month_of(day)] <= norm.month and used[party, year_of(day)] <= norm.year


def _norm(rules: Rules, day: date) -> VolunteerNorm | None:
    return norm_on(rules.volunteers.norms, day) if rules.volunteers.applies else None


def _cents(amount: int) -> int:
    return cents_of(amount, coin_value_cents=current_tenant().coin_value_cents)


def _new_room(key: UUID, person: Person, day: date, rules: Rules) -> VolunteerRoom:
    across = names_across(person, rules, day.year)
    return VolunteerRoom(
        key=key,
        party_id=person.party_id,
        day=day,
        cents=0,
        region_id=across.region_id if across else None,
        pseudonym=across.pseudonyms[0] if across else "",
    )


def _take(
    room: VolunteerRoom, cents: int, person: Person, rules: Rules, norm: VolunteerNorm
) -> None:
    """Make the room exactly `cents` large, or refuse; also where it stays as it is."""
    more = cents - (0 if room.state == State.RELEASED else room.cents)
    limits = ((year_of(room.day), norm.year), (month_of(room.day), norm.month))
    if more < 0:
        _lower(room, -more)
    else:
        for period, cap in limits:
            if not _raise_here(room, period, more, cap):
                raise _refusal(room, cents, person, rules, norm)
        for period, cap in limits:
            if not _raise_across(room, period, more, cap, person, rules):
                raise _refusal(room, cents, person, rules, norm)
    room.cents, room.state = cents, State.RESERVED
    room.save()


def _raise_here(room: VolunteerRoom, period: str, add: int, cap: int) -> bool:
    return raise_counter(name=COUNTER, subject=str(room.party_id), period=period, add=add, cap=cap)


def _raise_across(
    room: VolunteerRoom, period: str, add: int, cap: int, person: Person, rules: Rules
) -> bool:
    if room.region_id is None:
        return True
    names = names_across(person, rules, room.day.year)
    if names is None:
        # Counted across when it was reserved, and judged here alone since: kept right, not judged.
        names, cap = Across(room.region_id, []), UNLIMITED
    # Under other names nothing is added any more: what stands there only makes the cap lower.
    others = [name for name in names.pseudonyms if name != room.pseudonym]
    found = counted(region_id=room.region_id, pseudonyms=others, periods=[period]) if others else {}
    return raise_count(
        region_id=room.region_id, pseudonym=room.pseudonym, period=period, add=add,
        cap=cap - found.get(period, 0),
    )  # fmt: skip


def _release(room: VolunteerRoom | None) -> None:
    if room is None or room.state == State.RELEASED:
        return
    _lower(room, room.cents)
    room.state = State.RELEASED
    room.save(update_fields=["state"])


def _lower(room: VolunteerRoom, cents: int) -> None:
    for period in (year_of(room.day), month_of(room.day)):
        lower_counter(name=COUNTER, subject=str(room.party_id), period=period, amount=cents)
    if room.region_id is not None:
        for period in (year_of(room.day), month_of(room.day)):
            lower_count(
                region_id=room.region_id, pseudonym=room.pseudonym, period=period, cents=cents
            )


def _refusal(
    room: VolunteerRoom, cents: int, person: Person, rules: Rules, norm: VolunteerNorm
) -> limit_errors.VolunteerLimitReached:
    """Which limit it is, what is left of it, and from when there is room."""
    month, year = month_of(room.day), year_of(room.day)
    used = used_in(person, names_across(person, rules, room.day.year), (month, year))
    own = 0 if room.state == State.RELEASED else room.cents
    left = {month: norm.month - used[month] + own, year: norm.year - used[year] + own}
    period = min(left, key=lambda word: left[word])
    room_from = first_room(person, rules, after=room.day, cents=cents)
    return limit_errors.VolunteerLimitReached(
        asked=cents,
        room=max(0, left[period]),
        period=period,
        room_from=room_from.isoformat() if room_from else None,
    )

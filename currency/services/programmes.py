"""Programmes: budgets of coins for a neighbourhood and a period, and issuing coins into them."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from currency import queries
from currency.errors import AmountNotPositive, CoverTooSmall, PeriodInvalid, ProgrammeExists
from currency.issuing_errors import ProgrammeCapReached, ProgrammeNotRunning
from currency.models import Pot, Programme, Transfer
from currency.rules import wind_down
from currency.services.accounts import account_of, house_account, lock_accounts
from currency.services.posting import Leg, Movement, post
from tenants.people.models import Neighbourhood, Party
from tenants.people.services import add_party
from tenants.trail.services import audit


@transaction.atomic
def create_programme(
    *, name: str, starts_on: date, ends_on: date, neighbourhood: Neighbourhood | None,
    actor: UUID, cap: int | None = None,
) -> Programme:  # fmt: skip
    """A new budget with an empty account. The same budget again answers the one there is.

    `cap` is the most it may ever be given, in minor units. Raises PeriodInvalid, AmountNotPositive,
    ProgrammeExists (another budget has this name).
    """
    name = name.strip()
    if ends_on <= starts_on:
        raise PeriodInvalid(field="ends_on")
    if cap is not None and cap < 1:
        raise AmountNotPositive(amount=cap)
    terms = {
        "neighbourhood": neighbourhood, "starts_on": starts_on, "ends_on": ends_on, "cap": cap,
    }  # fmt: skip
    earlier = Programme.objects.filter(name=name).first()
    if earlier:
        if any(getattr(earlier, term) != value for term, value in terms.items()):
            raise ProgrammeExists
        return earlier
    party = add_party(kind=Party.Kind.PROGRAMME, name=name)
    try:
        with transaction.atomic():
            programme = Programme.objects.create(party=party, name=name, **terms)
    except IntegrityError as error:
        raise ProgrammeExists from error
    account_of(party, Pot.PROGRAMME)
    audit(verb="create-programme", thing="programme", thing_id=programme.id, actor=actor)
    return programme


@transaction.atomic
def fund_programme(
    *, key: UUID, programme: Programme, amount: int, actor: UUID, at: datetime
) -> Transfer:
    """Issue coins into a programme, never more than the euros set aside allow.

    The cover account is locked, so two people issuing at once cannot both use the same euros, nor
    the same room under the budget's cap. Raises AmountNotPositive, NoRules, EarningEnded,
    ProgrammeNotRunning (it is over), ProgrammeCapReached, CoverTooSmall, KeyReused.
    """
    if amount < 1:
        raise AmountNotPositive(amount=amount)
    issued, target = house_account(Pot.ISSUED), account_of(programme.party, Pot.PROGRAMME)
    lock_accounts(house_account(Pot.COVER).id, issued.id, target.id)
    earlier = Transfer.objects.filter(key=key).exists()
    room = queries.cover().room
    if not earlier:
        wind_down.refuse_unless_earning(queries.rules_in_force(at).rules, localdate(at))
        _refuse_unless_within_cap(programme, amount, at)
    if not earlier and amount > room:
        raise CoverTooSmall(amount=amount, room=room)
    transfer = post(
        Movement(
            key=key,
            kind=Transfer.Kind.ISSUE,
            legs=(Leg(issued.id, -amount), Leg(target.id, amount)),
            at=at,
            actor=actor,
            facts={"programme": programme.id},
        )
    )
    if not earlier:
        audit(verb="fund-programme", thing="programme", thing_id=programme.id, actor=actor,
              amount=amount)  # fmt: skip
    return transfer


def _refuse_unless_within_cap(programme: Programme, amount: int, at: datetime) -> None:
    """What went back counts as given: the cap is on what it ever got."""
    if localdate(at) > programme.ends_on:
        raise ProgrammeNotRunning(
            starts_on=programme.starts_on.isoformat(), ends_on=programme.ends_on.isoformat()
        )
    if programme.cap is None:
        return
    room = max(0, programme.cap - queries.ever_given(programme))
    if amount > room:
        raise ProgrammeCapReached(amount=amount, room=room)


@transaction.atomic
def deposit_cover(*, key: UUID, cents: int, actor: UUID | None, at: datetime) -> Transfer:
    """Book euros that came in at the bank as set aside for coins. Raises AmountNotPositive."""
    if cents < 1:
        raise AmountNotPositive(amount=cents)
    return post(
        Movement(
            key=key,
            kind=Transfer.Kind.COVER_DEPOSIT,
            legs=(Leg(house_account(Pot.BANK).id, -cents), Leg(house_account(Pot.COVER).id, cents)),
            at=at,
            actor=actor,
        )
    )

"""Handing out coins from a list: put forward by one person, approved by another, done in one set.

A list with one wrong line does nothing at all. The same list under the same name is done once.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from currency import queries
from currency.errors import BudgetTooSmall, InsufficientBalance, KeyReused
from currency.issuing_errors import (
    HandOutNotOpen,
    HandOutToSelf,
    HandOutTwice,
    ListInvalid,
    PotNotForGiving,
    PotNotSpent,
)
from currency.keys import key_for
from currency.models import Account, HandOut, HandOutLine, Pot, Programme, Transfer, Unit
from currency.queries.hand_outs import (
    GIVEN_POTS,
    CheckedList,
    balances_of,
    checked_list,
    lines_of,
    too_full,
)
from currency.rules import wind_down
from currency.rules.document import Rules
from currency.services.accounts import account_of
from currency.services.budgets import refuse_unless_running
from currency.services.posting import Share, post_run
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

State = HandOut.State


@transaction.atomic
def propose_hand_out(
    *, key: UUID, name: str, programme: Programme, pot: Pot, raw: bytes, actor: Person, at: datetime
) -> HandOut:
    """Put a list before a colleague; nothing is given yet. The same key answers the same list.

    Raises NotAllowed, PotNotForGiving, ListUnreadable, ListInvalid (with every wrong line),
    NoRules, PotNotSpent, EarningEnded, ProgrammeNotRunning, BudgetTooSmall, HandOutTwice,
    KeyReused.
    """
    refuse_unless_may(actor, "propose-hand-out")
    if pot not in GIVEN_POTS:
        raise PotNotForGiving(pot=pot)
    name = " ".join(name.split())
    earlier = HandOut.objects.filter(key=key).first()
    if earlier:
        return _same(earlier, name, programme, pot, raw, actor, at)
    found = checked_list(raw=raw, pot=pot, giver=actor.party_id, at=at)
    if found.wrong:
        raise ListInvalid(lines=[{"line": one.number, "code": one.code} for one in found.wrong])
    _refuse_unless_possible(programme, pot, found.total, at)
    try:
        with transaction.atomic():
            made = HandOut.objects.create(
                key=key, name=name, programme=programme, pot=pot, digest=digest_of(found),
                total=found.total, proposed_by=actor.party_id, proposed_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        twin = HandOut.objects.exclude(state=State.CANCELLED).filter(
            name=name, digest=digest_of(found)
        )
        raise HandOutTwice(hand_out=twin.values_list("id", flat=True).first()) from error
    HandOutLine.objects.bulk_create(
        HandOutLine(hand_out=made, number=line.number, party_id=line.person.party_id,
                    amount=line.amount, key=key_for("hand-out", made.key, line.person.party_id))
        for line in found.lines
    )  # fmt: skip
    audit(verb="propose-hand-out", thing="hand-out", thing_id=made.id, actor=actor.party_id,
          total=made.total, lines=len(found.lines))  # fmt: skip
    return made


@transaction.atomic
def approve_hand_out(*, hand_out_id: int, actor: Person, at: datetime) -> HandOut:
    """A second person says yes: everybody on the list gets it, or nobody. Twice is once.

    Raises NotAllowed, NotFound, HandOutNotOpen, NeedsSecondPerson, HandOutToSelf, NoRules,
    PotNotSpent, EarningEnded, ProgrammeNotRunning, ListInvalid (a balance is full by now),
    BudgetTooSmall.
    """
    refuse_unless_may(actor, "approve-hand-out")
    found = _locked(hand_out_id)
    if found.state == State.DONE:
        return found
    if found.state != State.PROPOSED:
        raise HandOutNotOpen(state=found.state)
    if found.proposed_by == actor.party_id:
        raise NeedsSecondPerson
    lines = list(lines_of(found))
    if any(line.party_id == actor.party_id for line in lines):
        raise HandOutToSelf
    refuse_unless_running(found.programme, at)
    version = queries.rules_in_force(at)
    _refuse_unless_good(version.rules, found.pot, at)
    _refuse_unless_room(found, lines, at)
    _give(found, lines, actor=actor.party_id, at=at, rules_id=version.id)
    found.state, found.decided_by, found.decided_at = State.DONE, actor.party_id, at
    found.save(update_fields=["state", "decided_by", "decided_at"])
    audit(verb="approve-hand-out", thing="hand-out", thing_id=found.id, actor=actor.party_id,
          total=found.total, lines=len(lines))  # fmt: skip
    return found


@transaction.atomic
def cancel_hand_out(*, hand_out_id: int, actor: Person, at: datetime) -> HandOut:
    """Call a list off before it is done: who made it, or who may approve it. Twice is once.

    Raises NotAllowed, NotFound, HandOutNotOpen.
    """
    found = _locked(hand_out_id)
    if found.proposed_by != actor.party_id:
        refuse_unless_may(actor, "approve-hand-out")
    if found.state == State.DONE:
        raise HandOutNotOpen(state=found.state)
    if found.state == State.PROPOSED:
        found.state, found.decided_by, found.decided_at = State.CANCELLED, actor.party_id, at
        found.save(update_fields=["state", "decided_by", "decided_at"])
        audit(verb="cancel-hand-out", thing="hand-out", thing_id=found.id, actor=actor.party_id)
    return found


def digest_of(found: CheckedList) -> bytes:
    """What makes two lists the same: who gets how much, however the file was saved."""
    told = sorted(f"{line.person.party_id} {line.amount}" for line in found.lines)
    return hashlib.sha256("\n".join(told).encode()).digest()


def _same(
    earlier: HandOut, name: str, programme: Programme, pot: Pot, raw: bytes, actor: Person,
    at: datetime,
) -> HandOut:  # fmt: skip
    """The hand-out this key stands for. Raises KeyReused where it stood for something else."""
    found = checked_list(raw=raw, pot=pot, giver=actor.party_id, at=at)
    asked = (name, programme.id, pot, actor.party_id)
    stands = (earlier.name, earlier.programme_id, earlier.pot, earlier.proposed_by)
    # After it was done, balances may be too full to do it again: then the persons still tell.
    if asked != stands or (not found.wrong and digest_of(found) != bytes(earlier.digest)):
        raise KeyReused
    return earlier


def _locked(hand_out_id: int) -> HandOut:
    found = HandOut.objects.select_for_update(of=("self",)).filter(id=hand_out_id).first()
    if found is None:
        raise NotFound
    return found


def _refuse_unless_possible(programme: Programme, pot: str, total: int, at: datetime) -> None:
    _refuse_unless_good(queries.rules_in_force(at).rules, pot, at)
    refuse_unless_running(programme, at)
    available = account_of(programme.party, Pot.PROGRAMME).available or 0
    if total > available:
        raise BudgetTooSmall(amount=total, available=available)


def _refuse_unless_good(rules: Rules, pot: str, at: datetime) -> None:
    """What is given can be spent: from a pot of the order, and not after the coin's last days."""
    if pot not in rules.pots.order:
        raise PotNotSpent(pot=pot)
    wind_down.refuse_unless_earning(rules, localdate(at))


def _refuse_unless_room(found: HandOut, lines: Sequence[HandOutLine], at: datetime) -> None:
    """Balances as they are now, while nobody on the list is rewarded by somebody else."""
    parties = [line.party_id for line in lines]
    list(Person.objects.select_for_update(no_key=True).filter(party_id__in=parties).order_by("id"))
    rules, balances = queries.rules_in_force(at).rules, balances_of(parties)
    full = [
        {"line": line.number, "code": code}
        for line in lines
        if (code := too_full(balances.get(line.party_id, {}), line.amount, rules, Pot(found.pot)))
    ]
    if full:
        raise ListInvalid(lines=full)


def _give(
    found: HandOut, lines: Sequence[HandOutLine], *, actor: UUID, at: datetime, rules_id: int
) -> None:
    parties = [line.party_id for line in lines]
    Account.objects.bulk_create(
        [Account(holder_id=party, pot=found.pot, unit=Unit.COIN, floor=0) for party in parties],
        ignore_conflicts=True,
    )
    accounts = dict(
        Account.objects.filter(
            holder_id__in=parties, pot=found.pot, unit=Unit.COIN, slot=0
        ).values_list("holder_id", "id")
    )
    house = account_of(found.programme.party, Pot.PROGRAMME)
    try:
        with transaction.atomic():
            post_run(
                kind=Transfer.Kind.GIFT, house_id=house.id, at=at, actor=actor, rules_id=rules_id,
                shares=[Share(line.key, accounts[line.party_id], line.amount) for line in lines],
                facts={"hand_out": found.id, "programme": found.programme_id},
                event="hand-out.posted",
            )  # fmt: skip
    except InsufficientBalance as error:
        house.refresh_from_db()
        raise BudgetTooSmall(amount=found.total, available=house.available) from error
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE currency_handoutline line SET transfer_id = t.id FROM currency_transfer t"
            " WHERE t.key = line.key AND line.hand_out_id = %s",
            [found.id],
        )

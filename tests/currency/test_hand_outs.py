"""Handing out from a list: all or nothing, by two people, once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from currency import errors
from currency import issuing_errors as refusals
from currency.models import HandOut, HandOutLine, Pot, Programme, Transfer
from currency.proof import verify_ledger
from currency.services.hand_outs import approve_hand_out, cancel_hand_out, propose_hand_out
from tenants.errors import NeedsSecondPerson, NotAllowed, NotFound
from tenants.models import Tenant
from tenants.people.models import Party, Person
from tenants.people.services import add_person, grant_role
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, Town, at_once, people_a_town, refusals_in


class Desk:
    """A manager, somebody of finance, and their acts."""

    def __init__(self, town: Town) -> None:
        self.town = town
        with town.here():
            self.marga, self.fien = self.staff("manager"), self.staff("finance")

    def staff(self, role: str) -> Person:
        person = add_person(email=f"{uuid4()}@town.example", name=f"Iemand {role}")
        grant_role(person=person, code=role, actor=None)
        return person

    def proposes(self, *rows: tuple[Party, str], **more) -> HandOut:
        told = "\n".join(f"{party.person.email};{amount}" for party, amount in rows)
        asked = {
            "key": uuid4(), "name": "Kerst", "programme": self.town.programme, "pot": Pot.GIFT,
            "raw": told.encode(), "actor": self.marga, "at": NOW, **more,
        }  # fmt: skip
        with self.town.here():
            return propose_hand_out(**asked)

    def approves(self, found: HandOut, actor: Person | None = None) -> HandOut:
        with self.town.here():
            return approve_hand_out(hand_out_id=found.id, actor=actor or self.fien, at=NOW)


@pytest.fixture
def desk(town: Town) -> Desk:
    return Desk(town)


def test_everybody_on_the_list_gets_theirs_when_a_second_person_says_yes(
    town: Town, desk: Desk
) -> None:
    samira, piet = town.resident(500), town.resident()
    found = desk.proposes((samira, "12,50"), (piet, "5"))
    assert town.balance(samira, Pot.GIFT) == 0

    done = desk.approves(found)

    assert (done.state, done.total, done.decided_by) == ("done", 1_750, desk.fien.party_id)
    assert town.balance(samira, Pot.GIFT) == 1_250
    assert (town.balance(samira), town.balance(piet, Pot.GIFT)) == (500, 500)
    assert town.balance(town.programme.party, Pot.PROGRAMME) == 900_000 - 500 - 1_750
    kinds = {line.transfer.kind for line in HandOutLine.objects.select_related("transfer")}
    assert kinds == {"gift"}
    assert OutboxEvent.objects.filter(kind="hand-out.posted").count() == 2
    assert AuditEvent.objects.filter(thing="hand-out").count() == 2
    assert verify_ledger("heerlen") == []


def test_approving_twice_gives_once(town: Town, desk: Desk) -> None:
    samira = town.resident()
    found = desk.proposes((samira, "5"))

    assert [desk.approves(found).state, desk.approves(found).state] == ["done", "done"]
    assert town.balance(samira, Pot.GIFT) == 500


def test_emergency_aid_goes_into_its_own_pot(town: Town, desk: Desk) -> None:
    samira = town.resident()
    desk.approves(desk.proposes((samira, "5"), pot=Pot.EMERGENCY))
    assert (town.balance(samira, Pot.EMERGENCY), town.balance(samira, Pot.GIFT)) == (500, 0)


def test_one_wrong_line_and_nothing_is_put_forward(town: Town, desk: Desk) -> None:
    town.rules(pots={"maximum_balance": 5_000, "gift": {"maximum_balance": 1_000}})
    samira, piet, full = town.resident(), town.resident(), town.resident(4_900)
    rows = [
        "niemand@town.example;1", f"{samira.person.email};1", f"{samira.person.id};2",
        f"{piet.person.id};10,01", f"{full.person.id};1,01", f"{desk.marga.email};1", "99999999;1",
        "17;x",
    ]  # fmt: skip

    with pytest.raises(refusals.ListInvalid) as refused:
        desk.proposes(raw="\n".join(rows).encode())

    assert [(one["line"], one["code"]) for one in refused.value.facts["lines"]] == [
        (1, "unknown-person"), (3, "twice"), (4, "pot-full"), (5, "balance-full"), (6, "self"),
        (7, "unknown-person"), (8, "amount-malformed"),
    ]  # fmt: skip
    assert not HandOut.objects.exists()


def test_a_mail_address_is_read_in_whatever_case(town: Town, desk: Desk) -> None:
    samira = town.resident()
    desk.approves(desk.proposes(raw=f"{samira.person.email.upper()};5".encode()))
    assert town.balance(samira, Pot.GIFT) == 500


def test_who_left_is_unknown(town: Town, desk: Desk) -> None:
    gone = town.resident()
    Person.objects.filter(party=gone).update(is_active=False)
    with pytest.raises(refusals.ListInvalid):
        desk.proposes((gone, "1"))


def test_the_same_key_answers_the_first_and_the_same_list_is_refused(
    town: Town, desk: Desk
) -> None:
    rows, key = [(town.resident(), "5"), (town.resident(), "6")], uuid4()
    first = desk.proposes(*rows, key=key)

    assert desk.proposes(*rows, key=key) == first
    with pytest.raises(refusals.HandOutTwice) as refused:
        desk.proposes(*reversed(rows), name=" Kerst ")
    assert refused.value.facts == {"hand_out": first.id}
    with pytest.raises(errors.KeyReused):
        desk.proposes(rows[0], key=key)
    assert desk.proposes(*rows, name="Pasen").id != first.id


def test_a_list_that_was_stopped_can_be_put_forward_again(town: Town, desk: Desk) -> None:
    row = (town.resident(), "5")
    first = desk.proposes(row)

    for _ in range(2):
        assert cancel_hand_out(hand_out_id=first.id, actor=desk.marga, at=NOW).state == "cancelled"
    with pytest.raises(refusals.HandOutNotOpen):
        desk.approves(first)
    done = desk.approves(desk.proposes(row))
    with pytest.raises(refusals.HandOutNotOpen):
        cancel_hand_out(hand_out_id=done.id, actor=desk.fien, at=NOW)


def test_nobody_approves_their_own_list_nor_one_they_stand_on(town: Town, desk: Desk) -> None:
    both = desk.staff("manager")
    grant_role(person=both, code="finance", actor=None)
    own = desk.proposes((town.resident(), "5"), actor=both)
    stands_on = desk.proposes((both.party, "5"))

    with pytest.raises(NeedsSecondPerson):
        desk.approves(own, both)
    with pytest.raises(refusals.HandOutToSelf):
        desk.approves(stands_on, both)
    assert not Transfer.objects.filter(facts__has_key="hand_out").exists()


def test_each_step_takes_its_permission(town: Town, desk: Desk) -> None:
    row = (town.resident(), "5")
    found = desk.proposes(row)

    with pytest.raises(NotAllowed):
        desk.proposes(row, actor=desk.fien, name="Anders")
    with pytest.raises(NotAllowed):
        desk.approves(found, desk.marga)
    with pytest.raises(NotAllowed):
        cancel_hand_out(hand_out_id=found.id, actor=desk.staff("organiser"), at=NOW)
    with pytest.raises(NotFound):
        approve_hand_out(hand_out_id=0, actor=desk.fien, at=NOW)


def test_more_than_the_budget_has_is_refused_at_both_steps(town: Town, desk: Desk) -> None:
    samira = town.resident()
    town.rules(pots={"maximum_balance": 2_000_000})
    with pytest.raises(errors.BudgetTooSmall):
        desk.proposes((samira, "9000,01"))
    found = desk.proposes((samira, "9000"))
    town.resident(1)

    with pytest.raises(errors.BudgetTooSmall):
        desk.approves(found)
    assert HandOut.objects.get().state == "proposed"


def test_a_balance_that_filled_up_meanwhile_stops_the_whole_list(town: Town, desk: Desk) -> None:
    town.rules(pots={"maximum_balance": 1_000})
    samira, piet = town.resident(), town.resident()
    found = desk.proposes((samira, "5"), (piet, "5"))
    town.give(piet, 501)

    with pytest.raises(refusals.ListInvalid) as refused:
        desk.approves(found)

    assert refused.value.facts == {"lines": [{"line": 2, "code": "balance-full"}]}
    assert town.balance(samira, Pot.GIFT) == 0


def test_nothing_is_given_out_of_a_budget_that_is_over_or_has_not_begun(
    town: Town, desk: Desk
) -> None:
    found = desk.proposes((town.resident(), "5"))
    today = NOW.date()
    for starts_on, ends_on in ((today - timedelta(9), today - timedelta(1)),
                               (today + timedelta(1), today + timedelta(9))):  # fmt: skip
        Programme.objects.update(starts_on=starts_on, ends_on=ends_on)
        town.programme.refresh_from_db()
        with pytest.raises(refusals.ProgrammeNotRunning):
            desk.approves(found)
        with pytest.raises(refusals.ProgrammeNotRunning):
            desk.proposes((town.resident(), "5"), name="Later")


@pytest.mark.parametrize("pot", [Pot.EARNED, Pot.TOPPED_UP, Pot.MERCHANT])
def test_a_list_fills_no_other_pot(town: Town, desk: Desk, pot: Pot) -> None:
    with pytest.raises(refusals.PotNotForGiving):
        desk.proposes((town.resident(), "5"), pot=pot)


def test_hundreds_are_given_in_one_set(town: Town, desk: Desk) -> None:
    people = [town.resident() for _ in range(200)]
    done = desk.approves(desk.proposes(*[(party, "1") for party in people]))
    assert done.lines.exclude(transfer=None).count() == 200
    assert verify_ledger("heerlen") == []


def test_many_approvals_at_once_give_once(committed: None, heerlen: Tenant) -> None:
    town = people_a_town(heerlen)
    desk, samira = Desk(town), town.resident()
    with town.here():
        samira = Party.objects.select_related("person").get(id=samira.id)
    found = desk.proposes((samira, "5"))

    answers = at_once(*[lambda: desk.approves(found)] * 6)

    assert refusals_in(answers) == []
    assert town.balance(samira, Pot.GIFT) == 500


def test_nothing_is_given_into_a_pot_that_nobody_may_spend(town: Town, desk: Desk) -> None:
    samira = town.resident()
    found = desk.proposes((samira, "5"))
    town.rules(pots={"order": ["emergency", "earned"]})

    with pytest.raises(refusals.PotNotSpent):
        desk.approves(found)
    with pytest.raises(refusals.PotNotSpent) as refused:
        desk.proposes((samira, "6"))

    assert refused.value.facts == {"pot": "gift"}
    assert town.balance(samira, Pot.GIFT) == 0
    assert desk.proposes((samira, "7"), pot=Pot.EMERGENCY).state == "proposed"

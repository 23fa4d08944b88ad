"""Organisations: asking, letting in by another, and running klussen of their own alone."""

import pytest

from marketplace import queries
from marketplace.errors import KvkInvalid, SelfApproval
from marketplace.models import Klus
from marketplace.organisations.errors import (
    AllotmentTooSmall,
    AllottedAlready,
    LastOfOrganisation,
    NotAllotted,
    OrganisationNotOpen,
    PersonUnknown,
)
from marketplace.organisations.models import Allotment, Organisation
from marketplace.organisations.services.allotments import allot
from marketplace.organisations.services.organisations import (
    add_colleague,
    apply_organisation,
    approve_organisation,
    decline_organisation,
    remove_colleague,
    stop_organisation,
)
from marketplace.services.approvals import approve_proof
from marketplace.services.klussen import cancel_klus, publish_klus
from tenants.errors import NeedsSecondPerson, NotAllowed, NotFound
from tenants.people.models import Grant, Person, Seat
from tests.marketplace.cast import END, NOW, Town
from tests.marketplace.organisations.cast import PART, a_club, applied


def again(person: Person) -> Person:
    """As the next request finds them."""
    return Person.objects.get(id=person.id)


def test_who_asks_may_not_let_it_in_and_neither_may_who_works_there(town: Town) -> None:
    made = applied(town, town.clerk)
    with pytest.raises(NeedsSecondPerson):
        approve_organisation(organisation_id=made.id, actor=town.clerk, now=NOW)
    colleague = town.another("manager")
    add_colleague(organisation_id=made.id, email=colleague.email, duty="staff", actor=town.clerk)
    with pytest.raises(NeedsSecondPerson):
        approve_organisation(organisation_id=made.id, actor=colleague, now=NOW)
    with pytest.raises(NotAllowed):
        approve_organisation(organisation_id=made.id, actor=town.organiser, now=NOW)

    done = approve_organisation(organisation_id=made.id, actor=town.another("manager"), now=NOW)

    assert done.state == Organisation.State.APPROVED


def test_the_same_form_sent_twice_is_one_application(town: Town) -> None:
    made = applied(town, town.resident)

    asked = apply_organisation(
        key=made.key, name="Iets anders", kind="school", kvk_number="", about="x",
        owner=town.resident, now=NOW,
    )  # fmt: skip

    assert asked == made
    with pytest.raises(KvkInvalid):
        apply_organisation(
            key=made.key, name="x", kind="school", kvk_number="12", about="x",
            owner=town.resident, now=NOW,
        )  # fmt: skip


def test_people_of_an_organisation_run_its_klussen_and_no_others(town: Town) -> None:
    club, of_town = a_club(town), town.klus()

    klus = publish_klus(klus_id=club.draft().id, actor=club.helper, now=NOW)

    assert klus.state == Klus.State.PUBLISHED
    assert not club.helper.may("publish-klus")
    assert list(queries.klussen_of_console(club.helper)) == [klus]
    assert set(queries.klussen_of_console(town.organiser)) == {klus, of_town}
    with pytest.raises(NotFound):
        queries.klus_run_by(club.helper, of_town.id)
    with pytest.raises(NotAllowed):
        cancel_klus(klus_id=of_town.id, actor=club.helper, reason="Zomaar", now=NOW)


def test_one_organisation_never_reaches_what_is_of_another(town: Town) -> None:
    one, other = a_club(town, "De Linde"), a_club(town, "De Eik")
    klus = publish_klus(klus_id=one.draft().id, actor=one.helper, now=NOW)
    waiting = town.handed_in(klus)

    assert list(queries.waiting_proofs(other.helper)) == []
    assert queries.waiting_count(one.helper) == 1
    for act in (
        lambda: approve_proof(sign_up_id=waiting.id, actor=other.helper, now=END),
        lambda: other.draft(actor=one.helper),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        queries.proof_seen_by(other.helper, waiting.proofs.get().id)


def test_an_organisation_checks_what_was_done_for_it_but_nobody_their_own_work(town: Town) -> None:
    club = a_club(town)
    klus = publish_klus(klus_id=club.draft().id, actor=club.helper, now=NOW)
    own, of_another = town.handed_in(klus, club.helper), town.handed_in(klus)

    with pytest.raises(SelfApproval):
        approve_proof(sign_up_id=own.id, actor=club.helper, now=END)
    approve_proof(sign_up_id=of_another.id, actor=club.helper, now=END)

    assert town.coins_of(town.resident) == klus.reward


def test_it_promises_no_more_than_its_part_and_gets_back_what_is_not_used(town: Town) -> None:
    club = a_club(town, part=1_000)
    klus = publish_klus(klus_id=club.draft(places=2).id, actor=club.helper, now=NOW)
    part = Allotment.objects.get()
    assert (part.promised, part.free) == (1_000, 0)
    with pytest.raises(AllotmentTooSmall):
        publish_klus(klus_id=club.draft(places=1).id, actor=club.helper, now=NOW)
    with pytest.raises(AllottedAlready):
        allot(organisation_id=club.organisation.id, programme=town.programme, amount=999,
              actor=town.clerk)  # fmt: skip

    cancel_klus(klus_id=klus.id, actor=club.helper, reason="Regen", now=NOW)

    assert Allotment.objects.get().promised == 0


def test_without_a_part_of_the_budget_nothing_is_published(town: Town) -> None:
    club = a_club(town, part=0)

    with pytest.raises(NotAllotted):
        publish_klus(klus_id=club.draft().id, actor=club.helper, now=NOW)

    with pytest.raises(NotAllowed):
        allot(organisation_id=club.organisation.id, programme=town.programme, amount=PART,
              actor=club.owner)  # fmt: skip


def test_a_stopped_organisation_runs_nothing_and_its_klussen_go_on(town: Town) -> None:
    club = a_club(town)
    klus = publish_klus(klus_id=club.draft().id, actor=club.helper, now=NOW)
    waiting = town.handed_in(klus)

    stop_organisation(organisation_id=club.organisation.id, reason="Opgeheven", actor=town.clerk,
                      now=END)  # fmt: skip

    with pytest.raises(NotAllowed):
        approve_proof(sign_up_id=waiting.id, actor=again(club.helper), now=END)
    approve_proof(sign_up_id=waiting.id, actor=town.checker, now=END)
    with pytest.raises(OrganisationNotOpen):
        decline_organisation(organisation_id=club.organisation.id, reason="x", actor=town.clerk,
                             now=END)  # fmt: skip


def test_who_leaves_may_do_nothing_more_and_somebody_always_stays(town: Town) -> None:
    club = a_club(town)
    klus = club.draft()
    seats = {seat.person_id: seat.id for seat in Seat.objects.filter(party=club.organisation.party)}

    remove_colleague(organisation_id=club.organisation.id, seat_id=seats[club.helper.id],
                     actor=club.owner, now=NOW)  # fmt: skip

    with pytest.raises(NotAllowed):
        publish_klus(klus_id=klus.id, actor=again(club.helper), now=NOW)
    with pytest.raises(LastOfOrganisation):
        remove_colleague(organisation_id=club.organisation.id, seat_id=seats[club.owner.id],
                         actor=club.owner, now=NOW)  # fmt: skip
    assert not Grant.objects.filter(person=club.helper, until=None).exists()


def test_only_who_answers_for_it_adds_people_whom_we_know(town: Town) -> None:
    club = a_club(town)
    add = {"organisation_id": club.organisation.id, "duty": "staff"}
    with pytest.raises(NotFound):
        add_colleague(email=town.resident.email, actor=club.helper, **add)
    with pytest.raises(PersonUnknown):
        add_colleague(email="nobody@example.org", actor=club.owner, **add)

    add_colleague(email=town.resident.email.upper(), actor=club.owner, **add)
    add_colleague(email=town.resident.email, actor=club.owner, **add)

    assert again(town.resident).reach("publish-klus") == {club.organisation.party_id}

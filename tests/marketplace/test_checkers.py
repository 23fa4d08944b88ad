"""The checkers of a klus alone decide on its work and see its photos."""

import pytest

from marketplace import queries
from marketplace.models import KlusChecker
from marketplace.photo_errors import CheckerMayNot, NotYourKlus
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.checkers import name_checkers
from marketplace.services.slot_approvals import approve_slot
from tenants.errors import NotAllowed, NotFound
from tenants.households.services import join_household, start_household
from tests.marketplace.cast import END, NOW


def named(town, klus, *people):
    return name_checkers(
        klus_id=klus.id, people=[one.id for one in people], actor=town.organiser, now=NOW
    )


def is_seen_by(person, proof):
    try:
        return queries.proof_seen_by(person, proof.id) == proof
    except NotFound:
        return False


def test_a_klus_without_names_is_checked_by_everybody_who_may(town):
    proof = town.handed_in().proofs.get()

    assert is_seen_by(town.checker, proof)
    assert is_seen_by(town.organiser, proof)
    assert not is_seen_by(town.another("finance"), proof)


def test_of_a_klus_with_names_they_alone_see_queue_and_photo(town):
    klus, other = town.klus(), town.another("organiser")
    found = town.handed_in(klus)
    proof = found.proofs.get()

    named(town, klus, town.checker)

    assert is_seen_by(town.checker, proof)
    assert is_seen_by(town.resident, proof)
    assert not is_seen_by(other, proof)
    assert list(queries.waiting_proofs(town.checker)) == [found]
    assert list(queries.waiting_proofs(other)) == []
    assert (queries.waiting_count(town.checker), queries.waiting_count(other)) == (1, 0)


def test_others_decide_nothing_of_it(town):
    klus, other = town.klus(), town.another("organiser")
    found = town.handed_in(klus)
    named(town, klus, town.checker)

    for act in (
        lambda: approve_proof(sign_up_id=found.id, actor=other, now=END),
        lambda: send_back(sign_up_id=found.id, actor=other, reason="x", now=END),
        lambda: reject_proof(sign_up_id=found.id, actor=other, reason="x", now=END),
        lambda: approve_slot(slot_id=found.slot_id, actor=other, now=END),
    ):
        with pytest.raises(NotYourKlus):
            act()

    found.refresh_from_db()
    assert found.state == "handed-in"


def test_after_the_decision_only_who_decided_still_sees_the_photo(town):
    proof = town.approved().proofs.get()

    assert is_seen_by(town.checker, proof)
    assert is_seen_by(town.resident, proof)
    assert not is_seen_by(town.organiser, proof)


def test_the_photo_itself_follows_the_same_rule(town, client_for):
    klus, other = town.klus(), town.another("organiser")
    proof = town.handed_in(klus).proofs.get()
    named(town, klus, town.checker)

    for path in (f"/bewijs/{proof.id}/", f"/api/v1/proofs/{proof.id}/photo"):
        assert client_for(town.tenant, town.checker).get(path).status_code == 200
        assert client_for(town.tenant, other).get(path).status_code == 404


def test_names_are_replaced_as_a_whole_and_may_be_none(town):
    klus = town.klus()
    named(town, klus, town.checker, town.organiser)

    named(town, klus, town.organiser)
    assert list(queries.checkers_of(klus)) == [town.organiser]

    named(town, klus)
    assert not KlusChecker.objects.exists()


def test_naming_is_for_organisers_and_of_people_who_may_check(town):
    klus = town.klus()

    with pytest.raises(NotAllowed):
        name_checkers(klus_id=klus.id, people=[], actor=town.resident, now=NOW)
    with pytest.raises(CheckerMayNot):
        named(town, klus, town.checker, town.resident)
    with pytest.raises(NotFound):
        name_checkers(klus_id=klus.id + 99, people=[], actor=town.organiser, now=NOW)
    assert not KlusChecker.objects.exists()


def test_the_page_names_people_and_the_klus_shows_them(town, client_for):
    klus, desk = town.klus(), client_for(town.tenant, town.organiser)
    about, page = f"/beheer/klussen/{klus.id}/", f"/beheer/klussen/{klus.id}/nakijkers/"

    assert "Iedereen die werk mag nakijken" in desk.get(about).text
    assert desk.post(page, {"people": [town.resident.id]}).status_code == 422
    assert desk.post(page, {"people": [town.checker.id]}).status_code == 302
    assert f"{town.checker.name}. Alleen zij" in desk.get(about).text
    assert desk.post(page, {}).status_code == 302
    assert not KlusChecker.objects.exists()


def test_nobody_of_the_makers_own_home_sees_the_photo_to_check_it(town):
    home = start_household(person=town.resident, now=NOW)
    join_household(person=town.checker, code=home.household.code, now=NOW)

    proof = town.handed_in().proofs.get()

    assert not is_seen_by(town.checker, proof)
    assert is_seen_by(town.organiser, proof)

"""The two ends of a klus: a colleague checks it first, and the house finishes it at last."""

import pytest
from django.db import IntegrityError, transaction

from marketplace.errors import StepNotPossible
from marketplace.life_errors import KlusChecksItself, KlusNotChecked
from marketplace.models import Klus, KlusPolicy
from marketplace.services.approvals import approve_proof
from marketplace.services.klus_changes import change_klus
from marketplace.services.klus_checks import check_klus, finish_klus
from marketplace.services.klussen import close_klus, publish_klus
from marketplace.services.overdue import finish_klussen
from tenants.errors import NotAllowed, NotFound
from tests.clients import client_for
from tests.marketplace.cast import END, NOW, Town


@pytest.fixture
def strict(town: Town) -> Town:
    """A town that wants every klus checked."""
    KlusPolicy.objects.create(needs_check=True)
    return town


def checked(town: Town, klus: Klus) -> Klus:
    return check_klus(klus_id=klus.id, actor=town.checker, now=NOW)


def test_where_the_town_wants_it_a_colleague_checks_a_klus_before_it_opens(strict: Town) -> None:
    klus = strict.draft()
    with pytest.raises(KlusNotChecked):
        publish_klus(klus_id=klus.id, actor=strict.organiser, now=NOW)
    with pytest.raises(KlusChecksItself):
        check_klus(klus_id=klus.id, actor=strict.organiser, now=NOW)
    with pytest.raises(NotAllowed):
        check_klus(klus_id=klus.id, actor=strict.resident, now=NOW)

    assert checked(strict, klus).checked_by == strict.checker
    assert checked(strict, klus).state == "checked"
    assert publish_klus(klus_id=klus.id, actor=strict.organiser, now=NOW).state == "published"


def test_what_is_changed_after_a_check_is_checked_anew(strict: Town) -> None:
    klus = checked(strict, strict.draft())

    change_klus(klus_id=klus.id, actor=strict.organiser, now=NOW, fields={"title": "Iets anders"})

    klus.refresh_from_db()
    assert (klus.state, klus.checked_by) == ("draft", None)
    with pytest.raises(KlusNotChecked):
        publish_klus(klus_id=klus.id, actor=strict.organiser, now=NOW)


def test_elsewhere_a_draft_opens_at_once_and_a_check_may_be_had(town: Town) -> None:
    assert publish_klus(klus_id=town.draft().id, actor=town.organiser, now=NOW).hold is not None
    klus = checked(town, town.draft())
    assert publish_klus(klus_id=klus.id, actor=town.organiser, now=NOW).checked_by == town.checker


def test_the_database_lets_nobody_check_their_own(town: Town) -> None:
    klus = town.draft()
    for wrong in ({"checked_by": town.organiser}, {"state": "checked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Klus.objects.filter(id=klus.id).update(**wrong)


def test_the_desk_offers_the_check_to_a_colleague_alone(strict: Town) -> None:
    klus = strict.draft()
    path = f"/beheer/klussen/{klus.id}/"
    own = client_for(strict.tenant, strict.organiser)
    colleague = client_for(strict.tenant, strict.checker)

    assert "nagekeken/" not in own.get(path).content.decode()
    assert own.post(f"{path}open/").status_code == 409
    assert f"{path}nagekeken/" in colleague.get(path).content.decode()
    assert colleague.post(f"{path}nagekeken/").status_code == 302
    assert Klus.objects.get(id=klus.id).state == "checked"


def test_a_closed_klus_is_finished_once_everybody_has_an_answer(town: Town) -> None:
    klus = town.klus()
    found = town.handed_in(klus)
    close_klus(klus_id=klus.id, actor=town.organiser, now=END)
    with pytest.raises(StepNotPossible):
        finish_klus(klus_id=klus.id)
    assert finish_klussen() == 0

    approve_proof(sign_up_id=found.id, actor=town.checker, now=END)

    assert finish_klussen() == 1
    assert Klus.objects.get(id=klus.id).state == "finished"
    assert town.budget.held == 0


def test_an_open_klus_is_not_finished_and_no_klus_is_not_there(town: Town) -> None:
    with pytest.raises(StepNotPossible):
        finish_klus(klus_id=town.klus().id)
    with pytest.raises(NotFound):
        finish_klus(klus_id=404)


def test_the_desk_asks_twice_before_people_are_told_of_a_change(town: Town) -> None:
    klus = town.klus()
    town.signed_up(klus)
    desk = client_for(town.tenant, town.organiser)
    path = f"/beheer/klussen/{klus.id}/wijzig/"
    told = {"title": "Anders", "description": klus.description, "category": klus.category,
            "place": klus.place}  # fmt: skip

    asked = desk.post(path, told)
    done = desk.post(path, {**told, "zeker": "ja"})

    assert "1 inwoner die meedoet, krijgt bericht" in asked.content.decode()
    assert (asked.status_code, done.status_code) == (200, 302)
    assert Klus.objects.get(id=klus.id).title == "Anders"

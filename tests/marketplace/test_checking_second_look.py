"""A second look: once, in time, by somebody else; granting it pays out of the budget, once."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from currency.errors import BudgetTooSmall
from currency.models import Counter, Transfer
from currency.proof import verify_ledger
from marketplace.checking.errors import (
    NoSecondLook,
    SameHousehold,
    SamePersonAgain,
    WordsMissing,
)
from marketplace.checking.models import SecondLook
from marketplace.checking.services.second_looks import (
    ask_second_look,
    grant_second_look,
    uphold_rejection,
)
from marketplace.errors import ReasonMissing, StepNotPossible
from marketplace.models import SignUp
from marketplace.services.approvals import reject_proof
from marketplace.services.klussen import close_klus
from tenants.errors import NotAllowed
from tests.cast import Town as Ledger
from tests.marketplace.cast import BUDGET, DAY, END, REWARD, kept
from tests.marketplace.test_checking_impartial import under_one_roof
from tests.settlement.cast import at_once

LATER = END + DAY


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def rejected(town, klus=None):
    found = town.handed_in(klus)
    return reject_proof(sign_up_id=found.id, actor=town.checker, reason="Niet gedaan", now=END)


def asked(town, klus=None):
    found = rejected(town, klus)
    ask(found)
    found.refresh_from_db()
    return found


def ask(found, now=LATER, words="Ik was er wel."):
    return ask_second_look(sign_up_id=found.id, resident=found.resident, words=words, now=now)


def test_somebody_else_may_find_it_good_after_all_and_it_is_paid(town):
    klus = town.klus(places=1)
    found = asked(town, klus)
    close_klus(klus_id=klus.id, actor=town.organiser, now=LATER)
    assert kept(klus) == 0

    for _ in range(2):
        done = grant_second_look(sign_up_id=found.id, actor=town.organiser, now=LATER)

    assert (done.state, done.reason, done.decided_by) == ("approved", "", town.organiser)
    assert town.coins_of(found.resident) == REWARD
    assert (town.budget.balance, town.budget.held) == (BUDGET - REWARD, 0)
    assert verify_ledger(town.tenant.schema_name) == []
    assert sum(Counter.objects.filter(name="volunteer-cents", period="2026-11")
               .values_list("used", flat=True)) == REWARD  # fmt: skip


def test_it_may_stay_rejected_with_a_reason_of_the_second_person(town):
    found = asked(town)

    with pytest.raises(ReasonMissing):
        uphold_rejection(sign_up_id=found.id, actor=town.organiser, reason=" ", now=LATER)
    done = uphold_rejection(sign_up_id=found.id, actor=town.organiser, reason="Nee", now=LATER)

    assert (done.state, done.reason) == ("rejected", "Nee")
    assert SecondLook.objects.get().first_reason == "Niet gedaan"
    with pytest.raises(NoSecondLook):
        ask(found, words="Nog een keer")


@pytest.mark.parametrize("decide", [grant_second_look, uphold_rejection])
def test_not_by_who_rejected_it_nor_by_a_housemate_nor_by_the_resident(town, decide):
    found = asked(town)
    why = {"reason": "Nee"} if decide is uphold_rejection else {}
    under_one_roof(found.resident, town.clerk)

    for actor, refusal in (
        (town.checker, SamePersonAgain), (town.clerk, SameHousehold), (found.resident, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(refusal):
            decide(sign_up_id=found.id, actor=actor, now=LATER, **why)

    assert SignUp.objects.get(id=found.id).state == "look-again"


def test_asking_is_for_the_resident_once_with_words_and_in_time(town):
    found = rejected(town)

    with pytest.raises(NotAllowed):
        ask_second_look(sign_up_id=found.id, resident=town.organiser, words="x", now=LATER)
    with pytest.raises(WordsMissing):
        ask(found, words="  ")
    with pytest.raises(NoSecondLook):
        ask(found, now=END + 14 * DAY)
    assert ask(found) == ask(found)
    with pytest.raises(StepNotPossible):
        ask(found, words="Iets anders")
    with pytest.raises(StepNotPossible):
        ask(town.handed_in(person=town.another()))


def test_the_rules_may_know_no_second_look(town):
    Ledger(town.tenant, town.programme).rules(checking={"second_look_days": 0})

    with pytest.raises(NoSecondLook):
        ask(rejected(town))


def test_while_the_budget_has_not_enough_it_keeps_waiting(town):
    found = asked(town)
    town.klus(places=town.budget.available // REWARD)

    with pytest.raises(BudgetTooSmall):
        grant_second_look(sign_up_id=found.id, actor=town.organiser, now=LATER)

    assert SignUp.objects.get(id=found.id).state == "look-again"


def test_the_database_lets_nobody_look_twice(town):
    asked(town)

    with pytest.raises(IntegrityError), transaction.atomic():
        SecondLook.objects.update(outcome="upheld", decided_by=town.checker, decided_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondLook.objects.update(outcome="granted")


def test_granted_twice_and_upheld_at_once_it_is_one_of_them(committed_town):
    town = committed_town
    found = asked(town)

    at_once(
        town.tenant,
        partial(grant_second_look, sign_up_id=found.id, actor=town.organiser, now=LATER),
        partial(grant_second_look, sign_up_id=found.id, actor=town.clerk, now=LATER),
        partial(uphold_rejection, sign_up_id=found.id, actor=town.clerk, reason="Nee", now=LATER),
    )

    found.refresh_from_db()
    paid = Transfer.objects.filter(kind="reward").count()
    assert paid == (1 if found.state == "approved" else 0)
    assert town.budget.held == 0 or kept(found.slot.klus) == town.budget.held


def test_the_pages_lead_from_no_to_a_second_look_and_to_a_reward(town, client_for):
    found = rejected(town)
    resident, desk = client_for(town.tenant, found.resident), client_for(town.tenant, town.checker)
    page = f"/mijn-klussen/{found.id}/"
    assert "Vraag om een tweede blik" in resident.get(page).content.decode()
    path = f"{page}tweede-blik/"
    assert resident.get(path).status_code == 200
    assert resident.post(path, {"words": " "}).status_code == 422

    shown = resident.post(path, {"words": "Ik was er <b>wel</b>."}, follow=True).content.decode()

    assert "Iemand anders kijkt nog een keer" in shown
    assert resident.get(path).status_code == 404
    waiting = "/beheer/nakijken/tweede-blik/"
    assert "Jij wees deze klus af" in desk.get(waiting).content.decode()
    other = client_for(town.tenant, town.organiser)
    assert "&lt;b&gt;wel" in other.get(waiting).content.decode()
    assert other.get(f"/bewijs/{found.proofs.get().id}/").status_code == 200
    assert desk.post(f"/beheer/nakijken/{found.id}/toch-goed/").status_code == 403
    for path in ("toch-goed", "blijft-af"):
        assert other.get(f"/beheer/nakijken/{found.id}/{path}/").status_code == 200
    other.post(f"/beheer/nakijken/{found.id}/toch-goed/")
    assert town.coins_of(found.resident) == REWARD
    assert "Niemand vraagt om een tweede blik" in other.get(waiting).content.decode()


def test_a_rejection_that_stands_is_told_to_the_resident(town, client_for):
    found = asked(town)
    other = client_for(town.tenant, town.organiser)
    path = f"/beheer/nakijken/{found.id}/blijft-af/"

    assert other.post(path, {"reason": ""}).status_code == 422
    assert other.post(path, {"reason": "Niemand zag je."}).status_code == 302

    shown = client_for(town.tenant, found.resident).get(f"/mijn-klussen/{found.id}/")
    assert "Niemand zag je." in shown.content.decode()
    assert "tweede blik" not in shown.content.decode()

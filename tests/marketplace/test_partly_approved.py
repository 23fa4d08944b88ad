"""A part of the work was done: that part is paid once, the rest goes back to the budget."""

from functools import partial

import pytest
from django.core import mail

from currency.models import Transfer
from currency.proof import verify_ledger
from marketplace.errors import ReasonMissing, SelfApproval, StepNotPossible
from marketplace.models import SignUp
from marketplace.services.approvals import approve_partly, approve_proof
from marketplace.waiting_errors import PartInvalid
from tenants.errors import NotAllowed
from tenants.trail.services import relay_outbox
from tests.clients import client_for
from tests.marketplace.cast import BUDGET, DAY, END, REWARD, Town, kept
from tests.settlement.cast import at_once


def part(found: SignUp, town: Town, amount: int = 200, reason: str = "De helft is klaar") -> SignUp:
    return approve_partly(
        sign_up_id=found.id, actor=town.checker, amount=amount, reason=reason, now=END
    )


def test_a_part_is_paid_and_the_rest_goes_back_to_the_budget(town: Town) -> None:
    klus = town.klus(places=1)
    found = town.handed_in(klus)

    done = part(found, town)
    part(found, town)

    assert (done.state, done.reward, done.gives) == ("partly", 200, 200)
    assert town.coins_of(town.resident) == 200
    assert (kept(klus), town.budget.held, town.budget.balance) == (0, 0, BUDGET - 200)
    assert verify_ledger(town.tenant.schema_name) == []


@pytest.mark.parametrize("amount", [0, -5, REWARD, REWARD + 1])
def test_a_part_is_more_than_nothing_and_less_than_all(town: Town, amount: int) -> None:
    found = town.handed_in()
    with pytest.raises(PartInvalid):
        part(found, town, amount)
    with pytest.raises(ReasonMissing):
        part(found, town, reason="  ")
    assert SignUp.objects.get(id=found.id).state == "handed-in"
    assert town.coins_of(town.resident) == 0


def test_a_part_is_decided_by_a_checker_who_did_not_do_the_work(town: Town) -> None:
    found = town.handed_in(person=town.checker)
    with pytest.raises(SelfApproval):
        part(found, town)
    with pytest.raises(NotAllowed):
        approve_partly(sign_up_id=found.id, actor=town.resident, amount=100, reason="Half", now=END)


def test_what_was_decided_partly_is_not_decided_again(town: Town) -> None:
    found = town.handed_in()
    part(found, town)
    with pytest.raises(StepNotPossible):
        approve_proof(sign_up_id=found.id, actor=town.checker, now=END)
    with pytest.raises(StepNotPossible):
        part(found, town, amount=300)


def test_the_resident_reads_which_part_and_why(town: Town) -> None:
    found = part(town.handed_in(), town)

    relay_outbox(now=END + DAY)
    (letter,) = mail.outbox
    assert "2 van de 5 heitjes" in letter.body
    assert "De helft is klaar" in letter.body
    page = client_for(town.tenant, town.resident).get(f"/mijn-klussen/{found.id}/")
    assert "Deels goedgekeurd: 2" in page.content.decode()


def test_of_a_whole_and_a_part_at_once_one_is_paid(committed_town: Town) -> None:
    town = committed_town
    klus = town.klus(places=1)
    found = town.handed_in(klus)

    at_once(
        town.tenant,
        partial(approve_proof, sign_up_id=found.id, actor=town.organiser, now=END),
        partial(part, found, town),
        partial(part, found, town),
    )

    done = SignUp.objects.get(id=found.id)
    assert Transfer.objects.filter(kind=Transfer.Kind.REWARD).count() == 1
    assert town.coins_of(town.resident) == done.reward
    assert (kept(klus), town.budget.held) == (0, 0)


def test_the_desk_approves_a_part_and_is_told_what_is_wrong_with_another(town: Town) -> None:
    found = town.handed_in()
    client = client_for(town.tenant, town.checker)
    path = f"/beheer/nakijken/{found.id}/deels/"

    refused = client.post(path, {"amount": "5", "reason": "Half klaar"})
    done = client.post(path, {"amount": "2,50", "reason": "Half klaar"})

    assert refused.status_code == 422
    assert str(PartInvalid.sentence) in refused.content.decode()
    assert "Half klaar" in refused.content.decode()
    assert (done.status_code, town.coins_of(town.resident)) == (302, 250)

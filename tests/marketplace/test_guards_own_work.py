"""Whoever checks work never decides on their own: not on a page, not by the API."""

import pytest

from marketplace.models import SignUp
from tests.marketplace.cast import Town


@pytest.mark.parametrize("step", ["approve", "send-back", "reject"])
def test_the_api_refuses_a_checker_their_own_work(town: Town, client_for, step: str) -> None:
    found = town.handed_in(person=town.checker)
    client = client_for(town.tenant, town.checker)

    answer = client.post(
        f"/api/v1/sign-ups/{found.id}/{step}", {"reason": "Prima"}, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "self-approval")
    assert SignUp.objects.get(id=found.id).state == "handed-in"


def test_the_queue_refuses_a_checker_their_own_work(town: Town, client_for) -> None:
    found = town.handed_in(person=town.checker)

    answer = client_for(town.tenant, town.checker).post(f"/beheer/nakijken/{found.id}/goed/")

    assert answer.status_code == 403
    assert "Je kunt je eigen klus niet nakijken" in answer.content.decode()
    assert town.coins_of(town.checker) == 0

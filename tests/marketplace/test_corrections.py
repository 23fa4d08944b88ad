"""Staff finds a payment by its receipt and puts it right: a reason, a question, and both hear."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from currency.models import Pot, Transfer
from currency.queries import balance_of
from currency.refund_errors import NotImpartial
from marketplace.services.corrections import give_back_by_staff
from tenants.errors import NotAllowed
from tenants.people.services import grant_role
from tenants.trail.models import AuditEvent
from tenants.trail.services import relay_outbox
from tests.marketplace.till_cast import open_shop, with_coins

DAY = timedelta(days=1)


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def payer(town):
    return with_coins(town, 10_000)


@pytest.fixture
def asked(shop, payer):
    """Paid ten days ago: past what a shop may give back by itself."""
    return shop.sells(payer, 750, ago=10 * DAY)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.clerk)


def corrects(desk, asked, **more):
    sent = {"key": uuid4(), "amount": "7,50", "reason": "twice", "words": "Zie de bon", **more}
    return desk.post(f"/beheer/betalingen/{asked.transfer_id}/terug/", sent)


@pytest.mark.parametrize("spelled", ["{code}", "{low}", "HE-{id}", "he {id}", "{id}"])
def test_a_payment_is_found_by_what_stands_on_its_receipt(desk, asked, spelled):
    text = spelled.format(code=asked.code, low=asked.code.lower(), id=asked.transfer_id)

    page = desk.get("/beheer/betalingen/", {"zoek": text}).content.decode()

    assert "Bakkerij Wiertz" in page
    assert "Samira J." in page
    assert f"/beheer/betalingen/{asked.transfer_id}/terug/" in page


@pytest.mark.parametrize("text", ["HE234567", "HE-999999", "9" * 24, "é\0", "'; --", "HE-"])
def test_what_is_no_payment_is_not_found(desk, asked, text):
    answer = desk.get("/beheer/betalingen/", {"zoek": text})

    assert answer.status_code == 200
    assert "Niet gevonden" in answer.content.decode()


def test_the_whole_goes_back_after_a_question_and_once(desk, asked, payer, town):
    key = uuid4()
    question = corrects(desk, asked, key=key).content.decode()
    assert "7,50 heitjes terug naar Samira J.?" in question
    assert "Twee keer betaald. Zie de bon" in question
    assert balance_of(payer.party, Pot.EARNED) == 9_250

    for _ in range(2):
        assert corrects(desk, asked, key=key, zeker="ja").status_code == 302

    assert balance_of(payer.party, Pot.EARNED) == 10_000
    made = Transfer.objects.get(kind="reversal")
    event = AuditEvent.objects.get(verb="reverse-transfer")
    assert (made.reverses_id, event.actor) == (asked.transfer_id, town.clerk.party_id)
    assert event.facts == {"reason": "Twee keer betaald. Zie de bon"}


def test_a_part_goes_back_and_then_the_rest(desk, asked, payer):
    corrects(desk, asked, amount="2,50", zeker="ja")
    assert corrects(desk, asked, amount="5,01").status_code == 422
    corrects(desk, asked, amount="5", zeker="ja")

    assert balance_of(payer.party, Pot.EARNED) == 10_000
    assert Transfer.objects.filter(kind="refund").count() == 2
    page = desk.get("/beheer/betalingen/", {"zoek": asked.code}).content.decode()
    assert "Alles is teruggegeven." in page


@pytest.mark.parametrize(
    "sent", [{"reason": ""}, {"words": " "}, {"amount": ""}, {"amount": "0"}, {"amount": "veel"}]
)
def test_without_a_reason_or_a_sum_nothing_goes_back(desk, asked, sent):
    answer = corrects(desk, asked, zeker="ja", **sent)

    assert answer.status_code == 422
    assert not Transfer.objects.filter(kind__in=["reversal", "refund"]).exists()


def test_both_sides_read_why(desk, asked, shop, payer):
    corrects(desk, asked, amount="2,50", zeker="ja")

    relay_outbox(now=timezone.now() + DAY)

    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {payer.email, shop.owner.email}
    for letter in letters.values():
        assert letter.subject == "Een betaling is teruggegeven"
        assert "2,50 heitjes" in letter.body
        assert "Twee keer betaald. Zie de bon" in letter.body
    assert f"/betalen/{asked.code}/bon/" in letters[payer.email].body


def test_nobody_puts_the_own_payment_right(town, asked, payer, shop):
    said = {"key": uuid4(), "transfer_id": asked.transfer_id, "amount": 750, "reason": "Zo",
            "now": timezone.now()}  # fmt: skip
    with pytest.raises(NotAllowed):
        give_back_by_staff(actor=town.organiser, **said)

    for person in (payer, shop.owner):
        grant_role(person=person, code="manager", actor=None)
        with pytest.raises(NotImpartial):
            give_back_by_staff(actor=person, **said)


def test_a_payment_that_is_not_there_is_not_there(desk):
    assert desk.get("/beheer/betalingen/999999/terug/").status_code == 404

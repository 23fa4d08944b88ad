"""A payment is reported from its receipt, answered at the till, decided at the desk: every page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from currency.models import Account, Dispute, Pot, Transfer
from currency.queries import balance_of
from marketplace.services.tills import refund_payment
from tenants.people.models import Seat
from tenants.people.services import give_seat
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
    """Samira paid 7,50 an hour ago."""
    return shop.sells(payer, 750, ago=timedelta(hours=1))


@pytest.fixture
def phone(town, payer, client_for):
    return client_for(town.tenant, payer)


@pytest.fixture
def till(shop, town, client_for):
    return client_for(town.tenant, shop.owner)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.clerk)


def report(phone, asked, **more):
    sent = {"key": uuid4(), "reason": "not-received", "text": "Het brood was op", **more}
    return phone.post(f"/betalen/{asked.code}/melden/", sent, follow=True)


def reported(phone, asked) -> Dispute:
    report(phone, asked)
    return Dispute.objects.get()


def page_of(client, path, status=200):
    answer = client.get(path, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def held(shop) -> int:
    return Account.objects.get(holder=shop.merchant.party, pot=Pot.MERCHANT).held


def letters():
    relay_outbox(now=timezone.now() + DAY)
    return {(letter.to[0], letter.subject): letter.body for letter in mail.outbox}


def test_a_receipt_offers_to_report_and_shows_how_it_stands(phone, asked, shop):
    receipt = f"/betalen/{asked.code}/bon/?bon"
    assert "Meld dat er iets niet klopt" in page_of(phone, receipt)
    assert "7,50 heitjes" in page_of(phone, f"/betalen/{asked.code}/melden/")

    after = report(phone, asked).content.decode()

    assert "Gemeld. De gemeente kijkt ernaar" in after
    assert "wacht op de gemeente" in after
    assert "Meld dat er iets niet klopt" not in after
    assert held(shop) == 750
    assert "Je hebt deze betaling al gemeld" in page_of(phone, f"/betalen/{asked.code}/melden/")


def test_a_report_without_a_reason_keeps_what_was_typed(phone, asked):
    answer = report(phone, asked, reason="")

    assert answer.status_code == 422
    assert "Het brood was op" in answer.content.decode()
    other = report(phone, asked, reason="other", text=" ")
    assert "Vertel wat er niet klopt." in other.content.decode()
    assert not Dispute.objects.exists()


def test_sending_the_form_twice_reports_once(phone, asked):
    key = uuid4()

    answers = [report(phone, asked, key=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Dispute.objects.count() == 1


def test_a_report_is_taken_back_after_a_question(phone, asked, shop):
    reported(phone, asked)
    path = f"/betalen/{asked.code}/melden/terug/"
    assert "Je melding intrekken?" in page_of(phone, path)

    after = phone.post(path, follow=True).content.decode()

    assert "Je melding is ingetrokken." in after
    assert "Meld dat er iets niet klopt" in after
    assert held(shop) == 0


def test_nobody_else_reports_or_takes_back(town, asked, till, client_for, phone):
    reported(phone, asked)
    stranger = client_for(town.tenant, with_coins(town, 1))

    for client in (stranger, till):
        for path in ("melden/", "melden/terug/"):
            page_of(client, f"/betalen/{asked.code}/{path}", 404)


def test_what_is_too_long_ago_or_given_back_is_not_offered(phone, shop, payer):
    old = shop.sells(payer, 100, ago=31 * DAY)
    back = shop.sells(payer, 100)
    refund_payment(request_id=back.id, till=shop.till, actor=shop.owner, reason="op",
                   now=timezone.now())  # fmt: skip

    for one in (old, back):
        assert "Meld dat er iets" not in page_of(phone, f"/betalen/{one.code}/bon/?bon")
        assert 'name="reason"' not in page_of(phone, f"/betalen/{one.code}/melden/")
        assert report(phone, one).status_code == 409
    assert not Dispute.objects.exists()


def test_the_shop_reads_it_and_tells_its_side(phone, till, asked):
    assert "Geen meldingen" in page_of(till, "/kassa/meldingen/")
    dispute = reported(phone, asked)
    assert "1 klant heeft iets gemeld" in page_of(till, "/kassa/afschrift/")
    assert f"/kassa/meldingen/{dispute.id}/" in page_of(till, "/kassa/meldingen/")

    path = f"/kassa/meldingen/{dispute.id}/"
    assert till.post(path, {"text": " "}).status_code == 422
    till.post(path, {"text": "Het <lag> klaar"}, follow=True)

    assert "Het &lt;lag&gt; klaar" in page_of(till, path)
    assert "De winkel antwoordt:" in page_of(phone, f"/betalen/{asked.code}/bon/?bon")


def test_the_shop_gives_in_after_a_question(phone, till, payer, asked):
    dispute = reported(phone, asked)
    path = f"/kassa/meldingen/{dispute.id}/terug/"
    assert "7,50 heitjes terug naar Samira J.?" in page_of(till, path)

    for _ in range(2):
        assert till.post(path).status_code == 302

    assert balance_of(payer.party, Pot.EARNED) == 10_000
    assert "teruggegeven door de winkel" in page_of(phone, f"/betalen/{asked.code}/bon/?bon")
    assert Transfer.objects.filter(kind="refund").count() == 1


def test_another_shop_sees_nothing_of_it(phone, town, asked, client_for):
    dispute = reported(phone, asked)
    other = client_for(town.tenant, open_shop(town, "Slagerij Verderop").owner)

    assert "Geen meldingen" in page_of(other, "/kassa/meldingen/")
    for path in ("", "terug/"):
        page_of(other, f"/kassa/meldingen/{dispute.id}/{path}", 404)
        assert other.post(f"/kassa/meldingen/{dispute.id}/{path}").status_code == 404


def test_the_desk_has_who_waits_longest_first(town, phone, desk, shop, payer, asked):
    assert "Niemand wacht" in page_of(desk, "/beheer/geschillen/")
    second = shop.sells(payer, 120, ago=timedelta(hours=1))
    report(phone, second, reason="twice")
    report(phone, asked)
    Dispute.objects.filter(reason="not-received").update(opened_at=timezone.now() - DAY)

    page = page_of(desk, "/beheer/geschillen/")

    assert page.index("niet gekregen") < page.index("twee keer betaald")
    assert "Nog niets beslist" in page_of(desk, "/beheer/geschillen/?toon=klaar")


@pytest.mark.parametrize(
    ("sent", "has", "said"),
    [
        ({"outcome": "alles", "part": ""}, 10_000, "7,50 heitjes terug naar Samira J.?"),
        ({"outcome": "deel", "part": "2,50"}, 9_500, "2,50 heitjes terug naar Samira J.?"),
        ({"outcome": "niets", "part": ""}, 9_250, "De melding afwijzen?"),
    ],
)
def test_the_desk_decides_after_a_question(phone, desk, payer, asked, shop, sent, has, said):
    dispute = reported(phone, asked)
    path, form = f"/beheer/geschillen/{dispute.id}/", {"decision": "De bon zegt het", **sent}

    question = desk.post(path, form)
    assert said in question.content.decode()
    assert held(shop) == 750
    for _ in range(2):
        assert desk.post(path, form | {"zeker": "ja"}).status_code == 302

    assert (balance_of(payer.party, Pot.EARNED), held(shop)) == (has, 0)
    assert "De bon zegt het" in page_of(phone, f"/betalen/{asked.code}/bon/?bon")
    assert "Samira J." in page_of(desk, "/beheer/geschillen/?toon=klaar")
    assert "De bon zegt het" in page_of(desk, path)


@pytest.mark.parametrize(
    "sent",
    [{}, {"outcome": "deel"}, {"outcome": "deel", "part": "7,51"}, {"outcome": "deel", "part": "x"},
     {"outcome": "weg"}, {"outcome": "niets", "decision": " "}],
)  # fmt: skip
def test_half_a_decision_decides_nothing(phone, desk, asked, sent):
    dispute = reported(phone, asked)

    answer = desk.post(f"/beheer/geschillen/{dispute.id}/", {"decision": "Zo", **sent})

    assert answer.status_code == 422
    assert Dispute.objects.get().state == "open"


def test_who_works_at_the_shop_does_not_decide(town, phone, desk, shop, asked):
    dispute = reported(phone, asked)
    give_seat(person=town.clerk, party=shop.merchant.party, duty=Seat.Duty.STAFF, actor=None)
    form = {"outcome": "niets", "decision": "Zo", "zeker": "ja"}

    answer = desk.post(f"/beheer/geschillen/{dispute.id}/", form)

    assert answer.status_code == 403
    assert "Je hoort zelf bij deze betaling" in answer.content.decode()
    assert Dispute.objects.get().state == "open"


def test_only_who_may_decide_sees_the_desk(town, phone, till, asked, client_for):
    dispute = reported(phone, asked)
    organiser = client_for(town.tenant, town.organiser)

    for client in (phone, till, organiser):
        for path in ("geschillen/", f"geschillen/{dispute.id}/", "betalingen/"):
            assert client.get(f"/beheer/{path}").status_code == 403


def test_both_sides_get_a_letter(phone, desk, shop, payer, asked):
    dispute = reported(phone, asked)
    opened = letters()
    form = {"outcome": "deel", "part": "2,50", "decision": "Half om half", "zeker": "ja"}
    desk.post(f"/beheer/geschillen/{dispute.id}/", form)
    mail.outbox.clear()

    decided = letters()

    told = opened[shop.owner.email, "Een klant meldt iets over een betaling"]
    assert "Het brood was op" in told
    assert f"/kassa/meldingen/{dispute.id}/" in told
    to_payer = decided[payer.email, "Je melding over een betaling"]
    to_shop = decided[shop.owner.email, "De melding van een klant"]
    for letter in (to_payer, to_shop):
        assert "2,50 heitjes" in letter
        assert "Half om half" in letter

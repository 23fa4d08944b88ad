"""Pages of residents asking each other: who may see what is asked, and what is refused where."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from currency.models import PaymentRequest, SplitBill
from currency.services.personal_requests import ask_person
from currency.services.requests import request_payment
from tenants.people.models import Person
from tenants.trail.services import relay_outbox
from tests.cast import Town

ClientFor = Callable[..., Client]


@pytest.fixture
def town(town: Town) -> Town:
    """Residents may pay each other."""
    town.rules(paying={"resident_to_resident": True})
    return town


def somebody(town: Town, email: str, coins: int = 0) -> Person:
    party = town.resident(coins, name=email.split("@")[0].capitalize())
    Person.objects.filter(party=party).update(email=email)
    return Person.objects.get(party=party)


@pytest.fixture
def samira(town: Town) -> Person:
    return somebody(town, "samira@town.example")


@pytest.fixture
def piet(town: Town) -> Person:
    return somebody(town, "piet@town.example", 1_000)


@pytest.fixture
def browser(town: Town, samira: Person, client_for: ClientFor) -> Client:
    return client_for(town.tenant, samira)


def posted(browser: Client, path: str, **fields: object):
    return browser.post(path, {"key": str(uuid4()), **fields})


def test_an_ask_by_address_reaches_the_neighbour_who_pays(
    town: Town, browser: Client, piet: Person, client_for: ClientFor
) -> None:
    response = posted(
        browser, "/verzoeken/nieuw/", amount="3", description="Taart", email="Piet@town.example"
    )
    relay_outbox(now=timezone.now())
    his = client_for(town.tenant, piet)
    asked = PaymentRequest.objects.get()

    assert response["Location"] == "/verzoeken/"
    assert [letter.to for letter in mail.outbox] == [["piet@town.example"]]
    assert "Taart" in mail.outbox[0].body
    page = his.get("/verzoeken/").content.decode()
    assert "Samira" in page
    assert f"/betalen/{asked.code}/" in page
    assert his.post(f"/betalen/{asked.code}/").status_code == 302
    assert town.balance(piet.party) == 700
    assert "Betaald" in browser.get(f"/verzoeken/{asked.id}/").content.decode()


def test_nothing_on_the_pages_tells_whether_somebody_has_an_address(
    browser: Client, piet: Person
) -> None:
    answers = []
    for email in ("piet@town.example", "nemo@town.example"):
        response = posted(browser, "/verzoeken/nieuw/", amount="3", email=email)
        asked = PaymentRequest.objects.latest("created_at")
        told = browser.get(f"/verzoeken/{asked.id}/").content.decode()
        listed = browser.get("/verzoeken/").content.decode()
        answers.append((response.status_code, told.replace(email, "").replace(str(asked.id), "")))
        assert email in listed
    known, unknown = ((status, page.split("csrfmiddlewaretoken")[0]) for status, page in answers)
    assert known == unknown
    relay_outbox(now=timezone.now())
    assert [letter.to for letter in mail.outbox] == [["piet@town.example"]]


def test_an_ask_without_address_shows_a_code_that_a_neighbour_pays(
    town: Town, browser: Client, piet: Person
) -> None:
    response = posted(browser, "/verzoeken/nieuw/", amount="2,50", description="Boeken")
    asked = PaymentRequest.objects.get()
    page = browser.get(response["Location"]).content.decode()

    assert f"{asked.code[:4]}-{asked.code[4:]}" in page
    assert "<svg" in page
    assert town.pays(piet.party, asked.code, at=timezone.now()).paid == 250


def test_who_has_too_little_for_a_neighbour_is_not_sent_to_a_till(
    town: Town, samira: Person, client_for: ClientFor
) -> None:
    poor = somebody(town, "jan@town.example", 100)
    asked = request_payment(
        key=uuid4(), payee=samira.party, amount=300, desk="", actor=samira.party_id,
        at=timezone.now(),
    )  # fmt: skip

    page = client_for(town.tenant, poor).get(f"/betalen/{asked.code}/").content.decode()

    assert "Je hebt 2 te weinig. Doe eerst een klus." in page
    assert "kassa" not in page.split("</main>")[0].split("<main")[1]
    assert "andere gemeente" not in page


def test_what_is_asked_of_one_person_is_shown_to_nobody_else(
    town: Town, browser: Client, samira: Person, piet: Person, client_for: ClientFor
) -> None:
    shop = town.shop("Geheime bakker")
    asked = ask_person(
        key=uuid4(), payee=shop, email="piet@town.example", amount=100, actor=uuid4(),
        at=timezone.now(),
    )  # fmt: skip

    anonymous = client_for(town.tenant).get(f"/b/{asked.code}/")
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"/betalen/{asked.code}/")
    for path in (
        f"/betalen/{asked.code}/",
        f"/verzoeken/{asked.id}/nee/",
        f"/verzoeken/{asked.id}/",
    ):
        response = browser.get(path)
        assert response.status_code == 404
        assert "Geheime bakker" not in response.content.decode()
    assert (
        "Geheime bakker"
        in client_for(town.tenant, piet).get(f"/betalen/{asked.code}/").content.decode()
    )


def test_saying_no_is_asked_first_and_told(
    town: Town, samira: Person, piet: Person, client_for: ClientFor
) -> None:
    asked = ask_person(
        key=uuid4(), payee=samira.party, email=piet.email, amount=100, actor=samira.party_id,
        at=timezone.now(),
    )  # fmt: skip
    his = client_for(town.tenant, piet)

    assert "Wil je niet betalen?" in his.get(f"/verzoeken/{asked.id}/nee/").content.decode()
    assert his.post(f"/verzoeken/{asked.id}/nee/")["Location"] == "/verzoeken/"

    asked.refresh_from_db()
    assert asked.state == "declined"
    relay_outbox(now=timezone.now())
    assert [letter.to for letter in mail.outbox] == [["samira@town.example"]]
    refused = his.get(f"/betalen/{asked.code}/")
    assert refused.status_code == 409
    assert "afgewezen" in refused.content.decode()


def test_stopping_a_request_stops_it_for_who_was_asked(
    town: Town, browser: Client, piet: Person, client_for: ClientFor
) -> None:
    posted(browser, "/verzoeken/nieuw/", amount="3", email=piet.email)
    asked = PaymentRequest.objects.get()

    assert browser.post(f"/verzoeken/{asked.id}/stop/").status_code == 302

    assert client_for(town.tenant, piet).post(f"/betalen/{asked.code}/").status_code == 409
    assert "Gestopt" in browser.get("/verzoeken/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": ""}, "Vul een bedrag in."),
        ({"amount": "-3"}, "Een bedrag kan niet lager zijn dan 0."),
        ({"amount": "151"}, "Dit bedrag is te hoog."),
        ({"amount": "3", "email": "piet"}, "e-mailadres"),
        ({"amount": "3", "email": "samira@town.example"}, "Je kunt niet aan jezelf betalen."),
    ],
)
def test_a_wrong_ask_says_why_and_keeps_what_was_typed(
    browser: Client, fields: dict[str, str], sentence: str
) -> None:
    response = posted(browser, "/verzoeken/nieuw/", description="Onze taart", **fields)
    page = response.content.decode()

    assert response.status_code in (409, 422)
    assert sentence in page
    assert 'value="Onze taart"' in page
    assert not PaymentRequest.objects.exists()


def test_where_residents_may_not_pay_each_other_the_pages_say_so(
    town: Town, browser: Client
) -> None:
    town.rules()

    for path in ("/verzoeken/", "/verzoeken/nieuw/", "/delen/"):
        assert "niet aan andere inwoners betalen" in browser.get(path).content.decode()
    assert posted(browser, "/verzoeken/nieuw/", amount="3").status_code == 403


def test_a_bill_is_shared_and_shows_who_paid(town: Town, browser: Client, piet: Person) -> None:
    response = posted(
        browser, "/delen/", total="10", people="3", emails="piet@town.example\n\n",
        description="Pizza",
    )  # fmt: skip
    bill = SplitBill.objects.get()
    named = PaymentRequest.objects.get(payer=piet.party)
    town.pays(piet.party, named.code, at=timezone.now())
    page = browser.get(response["Location"]).content.decode()
    fragment = browser.get(response["Location"], headers={"HX-Request": "true"}).content.decode()

    assert (bill.total, sorted(bill.shares.values_list("amount", flat=True))) == (666, [333, 333])
    assert "1 van 2 betaalde: 3,33 van 6,66." in page
    assert fragment.lstrip().startswith("<section")
    assert "hx-get" in fragment
    assert browser.post(f"/delen/{bill.id}/stop/").status_code == 302
    assert "hx-get" not in browser.get(f"/delen/{bill.id}/").content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"total": "10", "people": "1"}, "2 tot 20"),
        ({"total": "10", "people": "21"}, "2 tot 20"),
        ({"total": "0,01", "people": "2"}, "te klein"),
        ({"total": "10", "people": "2", "emails": "a@b.example\nfout"}, "Regel 2 is geen"),
        (
            {"total": "10", "people": "3", "emails": "a@b.example\nA@b.example"},
            "Regel 2 staat er al",
        ),
        ({"total": "10", "people": "2", "emails": "a@b.example\nc@b.example"}, "meer adressen"),
    ],
)
def test_a_wrong_split_says_where(browser: Client, fields: dict[str, str], sentence: str) -> None:
    response = posted(browser, "/delen/", description="Onze pizza", **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Onze pizza" in response.content.decode()
    assert not SplitBill.objects.exists()


def test_the_pay_page_tells_which_pot_stays_shut_and_why(
    town: Town, samira: Person, browser: Client
) -> None:
    town.rules(pots={"emergency": {"categories": ["grocery"]}})
    town.give(samira.party, 500)
    town.give(samira.party, 500, "emergency")
    asked = request_payment(
        key=uuid4(), payee=town.shop(), amount=300, desk="", actor=uuid4(), at=timezone.now()
    )

    page = browser.get(f"/betalen/{asked.code}/").content.decode()

    assert "Noodsteun kun je alleen uitgeven bij: Boodschappen." in page
    assert "Uit: Verdiend" in page

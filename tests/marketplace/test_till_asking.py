"""Asking for payment at the till: keys, bad input, two taps, and more than one till."""

import re
from uuid import uuid4

import pytest

from currency.models import PaymentRequest
from marketplace.services.places import add_till
from tests.marketplace.till_cast import open_shop, pays, with_coins


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def till(shop, town, client_for):
    return client_for(town.tenant, shop.owner)


def ask(till, amount, **more):
    return till.post("/kassa/", {"amount": amount, "key": uuid4(), "toets": "vraag", **more})


def spoken(answer):
    """The words of the alert, without markup."""
    found = re.search(r'role="alert">(.*?)</p>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_the_till_shows_keys_and_asks_for_an_amount(till):
    answer = till.get("/kassa/")

    assert answer.status_code == 200
    assert answer.content.count(b'id="key-') == 12
    assert "Toets het bedrag in." in answer.content.decode()


def test_without_script_each_key_comes_back_as_a_page_with_the_sum(till):
    answer = till.post("/kassa/", {"amount": "7,", "toets": "5", "key": uuid4()})

    page = answer.content.decode()
    assert "<html" in page
    assert 'name="amount" value="7,5"' in page
    assert "Vraag 7,50 heitjes" in page
    assert "Dat is €\u00a07,50" in page


def test_with_htmx_a_key_swaps_the_keypad_alone_and_keeps_its_key(till):
    key = str(uuid4())

    answer = till.post(
        "/kassa/", {"amount": "", "toets": "1", "key": key}, headers={"hx-request": "true"}
    )

    fragment = answer.content.decode()
    assert fragment.lstrip().startswith('<form class="stack stack-l" id="keypad"')
    assert key in fragment
    assert "Vraag 1 heitje<" in fragment


def test_a_sum_over_the_limit_says_what_the_limit_is(till):
    page = till.post("/kassa/", {"amount": "99", "toets": "9", "key": uuid4()}).content.decode()

    assert re.search(r'id="over">.*Per keer kan hoogstens 150 heitjes', page)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "Vul een bedrag in."),
        ("0", "Kies een bedrag dat hoger is dan 0."),
        ("-7,50", "Een bedrag kan niet lager zijn dan 0. Laat de min weg."),
        ("7,505", "Gebruik hoogstens twee cijfers achter de komma, zoals 7,50."),
        ("zeven", "Dit is geen bedrag. Schrijf het zo: 7,50."),
        ("150,01", "Dit bedrag is te hoog. Kies een lager bedrag."),
        ("999999999999", "Dit bedrag is te hoog. Kies een lager bedrag."),
    ],
)
def test_bad_input_gets_a_clear_sentence_and_makes_nothing(till, amount, sentence):
    answer = ask(till, amount)

    assert answer.status_code == 422
    assert spoken(answer) == sentence
    assert not PaymentRequest.objects.exists()


def test_two_taps_make_one_request(till):
    key = uuid4()

    first, second = ask(till, "7,50", key=key), ask(till, "7,50", key=key)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert PaymentRequest.objects.count() == 1


def test_a_form_of_before_asks_anew_and_never_shows_the_payment_of_before(till, town):
    key = uuid4()
    before = ask(till, "7,50", key=key).url
    pays(with_coins(town), PaymentRequest.objects.get())

    again, twice = ask(till, "7,50", key=key).url, ask(till, "7,50", key=key).url

    assert again == twice != before
    assert PaymentRequest.objects.filter(state="open").count() == 1


def test_another_sum_out_of_a_form_of_before_is_another_request(till):
    key = uuid4()

    ask(till, "7,50", key=key)
    answer = ask(till, "8", key=key)

    assert answer.status_code == 302
    assert sorted(PaymentRequest.objects.values_list("amount", flat=True)) == [750, 800]


def test_who_works_at_two_tills_chooses_first_and_may_change(till, shop):
    second = add_till(merchant_id=shop.merchant.id, name="Terras", actor=shop.owner)

    assert till.get("/kassa/").url == "/kassa/kies/"
    page = till.get("/kassa/kies/").content.decode()
    assert "Kassa 1" in page
    assert "Terras" in page
    assert till.post("/kassa/kies/", {"till": second.id}).url == "/kassa/"
    ask(till, "5")
    assert PaymentRequest.objects.get().desk == "Terras"


def test_an_owner_adds_a_till_and_staff_does_not(till, shop, town, client_for):
    helper = client_for(town.tenant, shop.staff())

    assert "Een kassa erbij" not in helper.get("/kassa/kies/").content.decode()
    assert helper.post("/kassa/kies/", {"name": "Stiekem"}).status_code == 404
    assert till.post("/kassa/kies/", {"name": "Terras"}).url == "/kassa/"
    assert sorted(shop.merchant.tills.values_list("name", flat=True)) == ["Kassa 1", "Terras"]

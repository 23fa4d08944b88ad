"""Cards on the pages: paid at the till, made and blocked at the desk, blocked by their holder."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from currency.card_codes import printed_code
from currency.models import Card, CardPayment, Pot, RuleSet
from currency.queries import balance_of, rules_in_force
from currency.services.cards import block_card, issue_card, print_pin
from tenants.messages.models import Delivery, Message
from tenants.people.models import Person
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import Town, make_person
from tests.marketplace.till_cast import Shop, open_shop, with_coins


@pytest.fixture(autouse=True)
def cards_are_good(town: Town) -> None:
    now = timezone.now()
    found = rules_in_force(now)
    document = {**found.rules.model_dump(mode="json"), "cards": {"enabled": True}}
    RuleSet.objects.create(
        version=found.version + 1, document=document, state=RuleSet.State.APPROVED, starts_at=now,
        proposed_by=uuid4(), approved_by=uuid4(), approved_at=now,
    )  # fmt: skip


@pytest.fixture
def shop(town: Town) -> Shop:
    return open_shop(town)


@pytest.fixture
def till(town: Town, shop: Shop, client_for):
    return client_for(town.tenant, shop.owner)


@pytest.fixture
def desk(town: Town, client_for):
    return client_for(town.tenant, town.clerk)


def a_card(town: Town, holder: Person) -> tuple[Card, str, str]:
    """A card in hand: itself, its code, its PIN."""
    made = issue_card(key=uuid4(), holder=holder, actor=town.clerk, at=timezone.now())
    card, pin = print_pin(key=uuid4(), card_id=made.id, actor=town.clerk, at=timezone.now())
    return card, printed_code(card.number), pin


def test_a_customer_pays_with_a_card_and_the_till_turns_green(town, till, shop) -> None:
    _card, code, pin = a_card(town, with_coins(town))
    asked = shop.asks(1_250)
    assert "De klant heeft een kaart" in till.get(f"/kassa/verzoek/{asked.id}/").content.decode()
    path = f"/kassa/verzoek/{asked.id}/kaart/"
    assert "Voor dit bedrag is de pincode nodig." in till.get(path).content.decode()

    refused = till.post(path, {"code": code, "pin": ""})
    paid = till.post(path, {"code": code, "pin": pin})

    assert refused.status_code == 409
    assert code in refused.content.decode()
    assert paid["Location"] == f"/kassa/verzoek/{asked.id}/"
    assert "Binnen!" in till.get(paid["Location"]).content.decode()
    assert balance_of(shop.merchant.party, Pot.MERCHANT) == 1_250
    assert CardPayment.objects.get().with_pin


def test_a_wrong_pin_is_told_with_what_is_left_and_never_shown_again(town, till, shop) -> None:
    _card, code, pin = a_card(town, with_coins(town))
    wrong = "1357" if pin != "1357" else "2468"

    page = till.post(
        f"/kassa/verzoek/{shop.asks().id}/kaart/", {"code": code, "pin": wrong}
    ).content.decode()

    assert "De klant kan het nog 2 keer proberen." in page
    assert wrong not in page
    assert not CardPayment.objects.exists()


@pytest.mark.parametrize("pin", ["12", "12345", "abcd", "１２３４"])
def test_what_is_no_pin_is_told_at_the_field(town, till, shop, pin) -> None:
    card, code, _pin = a_card(town, with_coins(town))

    answer = till.post(f"/kassa/verzoek/{shop.asks().id}/kaart/", {"code": code, "pin": pin})

    assert answer.status_code == 422
    assert "Een pincode heeft 4 cijfers." in answer.content.decode()
    card.refresh_from_db()
    assert card.wrong_pins == 0


def test_a_blocked_card_is_refused_with_a_sentence(town, till, shop) -> None:
    card, code, pin = a_card(town, with_coins(town))
    block_card(card_id=card.id, actor=town.clerk, reason="stolen", at=timezone.now())

    answer = till.post(f"/kassa/verzoek/{shop.asks().id}/kaart/", {"code": code, "pin": pin})

    assert answer.status_code == 409
    assert "Deze kaart is geblokkeerd. Er is niets betaald." in answer.content.decode()


def test_codes_are_not_to_be_tried_out(till, shop) -> None:
    path = f"/kassa/verzoek/{shop.asks().id}/kaart/"

    answers = [till.post(path, {"code": "HE" + "2" * 16}) for _ in range(11)]

    assert [one.status_code for one in answers] == [404] * 10 + [429]


def test_the_balance_is_shown_for_the_pin(town, till) -> None:
    _card, code, pin = a_card(town, with_coins(town, coins=4_250))

    shown = till.post("/kassa/kaart/", {"code": code, "pin": pin}).content.decode()
    missing = till.post("/kassa/kaart/", {"code": code, "pin": ""})

    assert "42,50" in shown
    assert missing.status_code == 422


def test_another_shop_pays_no_request_of_this_one(town, till, shop, client_for) -> None:
    _card, code, pin = a_card(town, with_coins(town))
    other = client_for(town.tenant, open_shop(town, "Slager").owner)

    answer = other.post(f"/kassa/verzoek/{shop.asks().id}/kaart/", {"code": code, "pin": pin})

    assert answer.status_code == 404
    assert not CardPayment.objects.exists()


def posted(desk, path: str, **fields: str):
    return desk.post(path, {"key": str(uuid4()), **fields})


def test_the_desk_makes_a_card_for_somebody_without_mail_and_nobody_is_mailed(desk) -> None:
    answer = posted(desk, "/beheer/kaarten/nieuw/", name="Truus Hendriks")

    card = Card.objects.get()
    assert answer["Location"] == f"/beheer/kaarten/{card.id}/"
    assert not card.holder.person.has_mail
    page = desk.get(answer["Location"]).content.decode()
    assert "Truus Hendriks" in page
    assert "nog niet afgedrukt" in page
    relay_outbox(now=timezone.now())
    assert Message.objects.filter(kind="card-issued").count() == 1
    assert not Delivery.objects.exists()


def test_the_same_form_makes_one_card_and_one_person(desk, town) -> None:
    fields, before = {"key": str(uuid4()), "name": "Truus Hendriks"}, Person.objects.count()

    for _ in range(2):
        desk.post("/beheer/kaarten/nieuw/", fields)

    assert Card.objects.count() == 1
    assert Person.objects.count() == before + 1


@pytest.mark.parametrize(
    "fields", [{}, {"who": "niemand@x.example"}, {"who": "{mail}", "name": "Truus"}]
)
def test_a_card_is_for_one_person_who_is_named(desk, town, fields) -> None:
    told = {name: value.format(mail=town.resident.email) for name, value in fields.items()}

    assert posted(desk, "/beheer/kaarten/nieuw/", **told).status_code == 422
    assert not Card.objects.exists()


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    (page,) = PdfReader(BytesIO(answer.content)).pages
    return " ".join(page.extract_text().split())


def test_the_card_is_printed_with_its_code_and_pin(desk, town) -> None:
    card, code, _pin = a_card(town, town.resident)
    fields = {"key": str(uuid4())}

    text = text_of(desk.post(f"/beheer/kaarten/{card.id}/print/", fields))
    again = text_of(desk.post(f"/beheer/kaarten/{card.id}/print/", fields))

    groups = [code[at : at + 6] for at in (0, 6, 12)]
    assert all(group in text for group in groups)
    assert "Je pincode" in text
    assert text == again
    letter = text_of(desk.post(f"/beheer/kaarten/{card.id}/print/", {**fields, "pincode": "1"}))
    assert groups[2] not in letter


def test_the_desk_blocks_and_replaces_after_a_question(desk, town) -> None:
    card, _code, _pin = a_card(town, town.resident)
    path = f"/beheer/kaarten/{card.id}/"
    assert "Dit kun je niet terugdraaien." in desk.get(f"{path}blokkeer/").content.decode()

    desk.post(f"{path}blokkeer/", {"reason": "lost"})
    answer = desk.post(f"{path}vervang/", {"reason": "lost"})

    new = Card.objects.get(state="active")
    assert answer["Location"] == f"/beheer/kaarten/{new.id}/"
    assert new.holder_id == card.holder_id
    page = desk.get(path).content.decode()
    assert "vervangen" in page
    assert "Blokkeer" not in page


def test_a_holder_sees_and_blocks_their_own_card(town, client_for) -> None:
    card, _code, _pin = a_card(town, town.resident)
    mine, other = client_for(town.tenant, town.resident), make_person("ander")
    assert card.shown_number in mine.get("/mijn-kaart/").content.decode()
    stranger = client_for(town.tenant, other)
    assert stranger.post(f"/mijn-kaart/{card.id}/blokkeer/", {"reason": "lost"}).status_code == 404

    mine = client_for(town.tenant, town.resident)
    mine.post(f"/mijn-kaart/{card.id}/blokkeer/", {"reason": "lost"})

    assert Card.objects.get().state == "blocked"
    assert "geblokkeerd" in mine.get("/mijn-kaart/").content.decode()


def test_cards_are_for_who_may_make_them(town, client_for) -> None:
    card, _code, _pin = a_card(town, town.resident)

    for person in (town.organiser, town.resident):
        client = client_for(town.tenant, person)
        for path in ("", "nieuw/", f"{card.id}/", f"{card.id}/blokkeer/", f"{card.id}/vervang/"):
            assert client.get(f"/beheer/kaarten/{path}").status_code == 403


def test_the_list_of_cards_is_searched_by_name_and_number(desk, town) -> None:
    card, _code, _pin = a_card(town, make_person("truus"))
    a_card(town, make_person("henk"))

    for word in ("truus", card.number[4:8].lower(), card.shown_number):
        page = desk.get("/beheer/kaarten/", {"zoek": word}).content.decode()
        assert "Truus Jansen" in page
        assert "Henk Jansen" not in page
    assert "Geen kaart gevonden" in desk.get("/beheer/kaarten/", {"zoek": "zzz"}).content.decode()


def test_what_a_stranger_s_camera_sees_is_what_to_do(town, client_for) -> None:
    page = client_for(town.tenant).get("/kaart/").content.decode()

    assert "Gevonden of kwijt?" in page

"""Shops as partners at the console: found, looked at, sorted, invited, their account decided."""

import pytest

from marketplace.models import AccountChange, Merchant, ShopTerms, StaffInvitation
from marketplace.services.account_changes import approve_account_change
from marketplace.services.places import add_branch, pause_merchant
from tenants.people.models import Seat
from tests.marketplace.cast import NOW, make_person
from tests.marketplace.partner_cast import NEW, OLD, a_place, a_shop, asks_change, terms

LIST = "/beheer/ondernemers/"
ACCOUNTS = f"{LIST}rekeningen/"
TERMS = f"{LIST}voorwaarden/"


@pytest.fixture
def shop(town):
    return a_shop(town)


@pytest.fixture
def desk(town, client_for):
    return client_for(town.tenant, town.clerk)


def shown(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    "word", ["wiertz", "akerstraat", "99887", "NL00449", "fatima", "hoensbroek", "kouven"]
)
def test_a_shop_is_found_by_what_staff_knows_of_it(town, shop, desk, word):
    Merchant.objects.filter(id=shop.merchant.id).update(
        address="Akerstraat 41", kvk_number="99887766", vat_number="NL004495445B01"
    )
    add_branch(
        merchant_id=shop.merchant.id, name="Hoensbroek", place=a_place("Kouvenderstraat 1"),
        actor=shop.owner,
    )  # fmt: skip
    other = a_shop(town, "Slagerij Daelen")
    other.owner.name = "Marcel Daelen"
    other.owner.save()

    page = shown(desk.get(LIST, {"zoek": word}))

    assert ("Bakkerij Wiertz" in page, "Slagerij Daelen" in page) == (True, False)
    assert "Geen ondernemer gevonden" in shown(desk.get(LIST, {"zoek": f"{word}zzz"}))


def test_shops_are_narrowed_by_what_asks_for_attention(town, shop, desk):
    other = a_shop(town, "Slagerij Daelen")
    terms(town)
    asks_change(shop)
    pause_merchant(merchant_id=other.merchant.id, note="", actor=other.owner, now=NOW)

    def found(**asked):
        page = shown(desk.get(LIST, asked))
        return ("Bakkerij Wiertz" in page, "Slagerij Daelen" in page)

    assert found(stand="account") == (True, False)
    assert found(stand="paused") == (False, True)
    assert found(stand="terms") == (True, True)
    assert found(stand="stopped") == (False, False)
    assert found(stand="onzin", soort="onzin") == (True, True)
    assert found(soort="bike") == (False, False)
    assert "1 nieuw rekeningnummer wacht" in shown(desk.get(LIST))


def test_the_list_asks_as_much_with_many_shops_as_with_one(
    town, shop, desk, django_assert_max_num_queries
):
    for number in range(20):
        a_shop(town, f"Winkel {number}")

    with django_assert_max_num_queries(14):
        desk.get(LIST)


def test_all_of_a_shop_stands_on_one_page_without_its_account(shop, desk):
    asks_change(shop)

    page = shown(desk.get(f"{LIST}{shop.merchant.id}/"))

    assert OLD not in page
    assert NEW not in page
    for word in ("Fatima Jansen", "eigenaar", "Kassa 1", "ander rekeningnummer", OLD[-4:]):
        assert word in page


def test_staff_says_what_kind_of_shop_it_is(shop, desk):
    path = f"{LIST}{shop.merchant.id}/soort/"

    assert shown(desk.post(path, {"category": "onzin"}), 422)
    desk.post(path, {"category": "bike"})

    assert Merchant.objects.get(id=shop.merchant.id).category == "bike"


def test_an_owner_is_invited_for_a_shop_without_one_alone(shop, desk):
    path = f"{LIST}{shop.merchant.id}/eigenaar/"
    assert "Die nodigt zelf mensen uit" in shown(desk.get(path))
    Seat.objects.all().delete()

    assert "nog niemand" in shown(desk.get(f"{LIST}{shop.merchant.id}/"))
    desk.post(path, {"email": "nieuw@elders.example"})

    assert StaffInvitation.objects.get().duty == Seat.Duty.OWNER


def test_a_second_person_says_yes_after_calling(town, shop, client_for):
    change = asks_change(shop)
    client = client_for(town.tenant, make_person("wim", "finance"))
    path = f"{ACCOUNTS}{change.id}/"
    assert "Bakkerij Wiertz" in shown(client.get(ACCOUNTS))

    assert "Bel eerst de winkel" in shown(client.post(path), 422)
    client.post(path, {"has_called": "on"})

    assert AccountChange.objects.get().state == "approved"
    assert "wordt gebruikt vanaf" in shown(client.get(path))


def test_a_no_needs_a_reason_and_one_that_is_over_says_so(town, shop, desk):
    change = asks_change(shop)
    path = f"{ACCOUNTS}{change.id}/af/"

    assert shown(desk.post(path, {"reason": " "}), 422)
    desk.post(path, {"reason": "Niet van de winkel"})
    assert AccountChange.objects.get().reason == "Niet van de winkel"
    late = desk.post(f"{ACCOUNTS}{change.id}/", {"has_called": "on"})
    assert "al afgehandeld" in shown(late, 409)
    assert "Er wacht niets" in shown(desk.get(ACCOUNTS))


def test_who_asked_finds_no_button_and_may_not(town, shop, client_for):
    Seat.objects.create(person=town.clerk, party=shop.merchant.party, duty=Seat.Duty.OWNER)
    change = asks_change(shop, actor=town.clerk)
    client = client_for(town.tenant, town.clerk)
    path = f"{ACCOUNTS}{change.id}/"

    assert "Een collega moet het nakijken" in shown(client.get(path))
    assert shown(client.post(path, {"has_called": "on"}), 403)


def test_the_page_says_what_waits_for_its_day(town, shop, desk):
    change = asks_change(shop)
    approve_account_change(change_id=change.id, actor=town.clerk, now=NOW)

    assert "goedgekeurd, wachttijd loopt" in shown(desk.get(ACCOUNTS))
    assert "nieuw rekeningnummer wacht op" not in shown(desk.get(LIST))


def test_terms_are_published_after_a_question_and_once(desk):
    form = {"text": "Je geeft geen euro’s terug.", "after": "0"}

    assert "Deze tekst laten gelden?" in shown(desk.post(TERMS, form))
    assert not ShopTerms.objects.exists()
    for _ in range(2):
        assert desk.post(TERMS, form | {"zeker": "ja"}).status_code == 302

    assert ShopTerms.objects.count() == 1
    late = desk.post(TERMS, {"text": "Anders", "after": "0", "zeker": "ja"})
    assert "nieuwe versie" in shown(late, 409)
    assert "Anders" in late.content.decode()


def test_finance_reads_the_terms_and_publishes_none(town, client_for):
    client = client_for(town.tenant, make_person("wim", "finance"))

    assert "Schrijf" not in shown(client.get(TERMS))
    assert client.post(TERMS, {"text": "Ik", "after": "0", "zeker": "ja"}).status_code == 403


def test_an_organiser_decides_nothing_about_shops(town, shop, client_for):
    change = asks_change(shop)
    client = client_for(town.tenant, town.organiser)

    for path in (LIST, ACCOUNTS, TERMS, f"{ACCOUNTS}{change.id}/", f"{ACCOUNTS}{change.id}/af/"):
        assert client.get(path).status_code == 403

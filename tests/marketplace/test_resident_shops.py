"""Shops as residents find them, and asking to take part with one."""

from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.models import Merchant
from tests.marketplace.resident_cast import Street
from tests.marketplace.till_cast import agree

FORM = {
    "name": "Bakkerij Wiertz", "category": "food", "kvk_number": "12345678",
    "iban": "NL91 ABNA 0417 1643 00", "account_name": "Wiertz BV", "address": "Akerstraat 41",
    "about": "Brood en vlaai",
}  # fmt: skip


@pytest.fixture
def street(town):
    return Street(town)


@pytest.fixture
def resident(town, client_for):
    return client_for(town.tenant, town.resident)


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_shops_are_found_by_word_and_by_sort(street, resident):
    street.shop("Bakkerij Wiertz", category="food", about="Vlaai")
    street.shop("Fietsenmaker Jo", category="bike")

    by_word = page_of(resident, "/winkels/?text=vlaai")
    by_sort = page_of(resident, "/winkels/?category=bike")
    neither = page_of(resident, "/winkels/?text=vlaai&category=bike")

    assert ("Bakkerij Wiertz" in by_word, "Fietsenmaker Jo" in by_word) == (True, False)
    assert ("Bakkerij Wiertz" in by_sort, "Fietsenmaker Jo" in by_sort) == (False, True)
    assert "Geen winkel gevonden" in neither


def test_a_shop_shows_its_week_with_today_marked_and_whether_it_is_open(street, resident):
    always = {str(day): [["00:00", "12:00"], ["12:00", "24:00"]] for day in range(7)}
    open_shop = street.shop("Altijd open", hours=always, address="Markt 1")
    shut = street.shop("Nooit open", hours={"0": []})
    unknown = street.shop("Wie weet")

    pages = [page_of(resident, f"/winkels/{shop.id}/") for shop in (open_shop, shut, unknown)]

    assert "Nu open tot" in pages[0]
    assert pages[0].count('class="is-today"') == 1
    assert "Markt 1" in pages[0]
    assert "Nu dicht" in pages[1]
    assert "nog geen openingstijden" in pages[2]


def test_a_shop_that_waits_or_stopped_is_not_shown(street, resident):
    shop = street.shop()
    Merchant.objects.filter(id=shop.id).update(state="stopped")

    assert resident.get(f"/winkels/{shop.id}/").status_code == 404
    assert shop.name not in page_of(resident, "/winkels/")


def test_other_towns_where_the_coin_is_good_are_named(street, resident, town, sittard_geleen):
    agree(town.tenant, sittard_geleen, timezone.now())

    page = page_of(resident, "/winkels/")

    assert "Sittard-Geleen" in page
    assert 'href="http://sittard-geleen.localhost/winkels/"' in page


def test_asking_twice_to_take_part_is_asking_once(resident):
    asked = FORM | {"key": uuid4()}

    first, _second = [resident.post("/winkels/meedoen/", asked, follow=True) for _ in range(2)]

    assert "Je aanvraag is binnen." in first.content.decode()
    assert Merchant.objects.get().iban == "NL91ABNA0417164300"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"iban": "NL91 ABNA 0417 1643 01"}, "Dit rekeningnummer klopt niet."),
        ({"kvk_number": "1234"}, "Een KVK-nummer heeft 8 cijfers."),
        ({"name": ""}, "vereist"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(wrong, sentence, resident):
    answer = resident.post("/winkels/meedoen/", FORM | {"key": uuid4()} | wrong)

    page = answer.content.decode()
    field = next(iter(wrong))
    assert answer.status_code == 422
    assert sentence in page.split(f'id="id_{field}_error"')[1].split("</p>")[0]
    assert "Akerstraat 41" in page
    assert not Merchant.objects.exists()

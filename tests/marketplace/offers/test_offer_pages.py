"""Deals, the shop's own page and a bill in part, as people see and use them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from currency.models import PaymentRequest
from marketplace.offers.models import Deal, ShopPage
from tests.marketplace.cast import Town, make_person
from tests.marketplace.offers.conftest import claim
from tests.marketplace.till_cast import Shop


@pytest.fixture
def till(town: Town, shop: Shop, client_for):
    return client_for(town.tenant, shop.owner)


def posted(till, path: str, **fields: str):
    return till.post(path, {"key": str(uuid4()), **fields})


def deal_fields(**changed: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {
        "title": "Brood van gisteren", "terms": "Tot 10 uur.", "costs": "price", "price": "1,20",
        "number": "30", "starts_on": today, "ends_on": today, **changed,
    }  # fmt: skip


def test_an_owner_makes_a_deal_and_everybody_reads_it(town, till, shop, client_for) -> None:
    answer = posted(till, "/kassa/acties/nieuw/", **deal_fields())

    assert answer.status_code == 302
    deal = Deal.objects.get()
    assert (deal.price, deal.number, deal.places.count()) == (120, 30, 30)
    passer_by = client_for(town.tenant)
    for path in (f"/winkels/{shop.merchant.id}/", "/acties/"):
        page = passer_by.get(path).content.decode()
        assert "Brood van gisteren" in page
        assert "1,20 heitjes" in page
        assert "Nog 30 keer." in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": "2020-01-01"}, "De laatste dag ligt voor de eerste."),
        ({"ends_on": "2099-01-01"}, "Een actie duurt hoogstens een jaar."),
        ({"price": ""}, "Vul de prijs in."),
        ({"price": "zeven"}, "Dit is geen bedrag. Schrijf het zo: 7,50."),
        ({"number": "0"}, "1"),
        ({"title": ""}, "title"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(till, changed, sentence) -> None:
    answer = posted(till, "/kassa/acties/nieuw/", **deal_fields(**changed))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Tot 10 uur." in page
    assert not Deal.objects.exists()


def test_staff_give_a_deal_but_do_not_make_one(town, shop, make, client_for) -> None:
    deal, staff = make(price=0, number=1), client_for(town.tenant, shop.staff())

    assert staff.get("/kassa/acties/nieuw/").status_code == 404
    assert staff.get(f"/kassa/acties/{deal.id}/wijzig/").status_code == 404
    assert posted(staff, f"/kassa/acties/{deal.id}/").status_code == 302
    assert "Deze actie is op." in staff.get(f"/kassa/acties/{deal.id}/").content.decode()
    refused = posted(staff, f"/kassa/acties/{deal.id}/")
    assert refused.status_code == 409
    assert "Deze actie is op. Er is niets betaald." in refused.content.decode()


def test_giving_one_with_a_price_shows_the_code(till, make) -> None:
    answer = posted(till, f"/kassa/acties/{make().id}/")

    asked = PaymentRequest.objects.get()
    assert answer["Location"] == f"/kassa/verzoek/{asked.id}/"
    assert "Koffie met vlaai" in till.get(answer["Location"]).content.decode()


def test_a_mistake_at_the_till_is_taken_back(till, shop, make) -> None:
    deal = make(price=0, number=1)
    place = claim(shop, deal).place

    till.post(f"/kassa/acties/plek/{place.id}/terug/")

    assert "Geef het nu" in till.get(f"/kassa/acties/{deal.id}/").content.decode()


def test_a_deal_changes_and_stops_after_a_question(till, make) -> None:
    deal = make()
    form = till.get(f"/kassa/acties/{deal.id}/wijzig/").content.decode()
    assert 'value="3,50"' in form

    posted(till, f"/kassa/acties/{deal.id}/wijzig/", **deal_fields(title="Thee", number="9"))
    assert "Ja, stop" in till.get(f"/kassa/acties/{deal.id}/stop/").content.decode()
    till.post(f"/kassa/acties/{deal.id}/stop/")

    deal.refresh_from_db()
    assert (deal.title, deal.number, deal.price) == ("Thee", 9, 120)
    assert deal.stopped_at is not None


def test_the_owner_writes_the_page_of_the_shop(town, till, shop, client_for) -> None:
    fields = {
        "intro": "Kom binnen.", "website": "https://bakker.example", "phone": "045 555 01 14",
        "part_percent": "50", "part_note": "Niet op taart.",
    }  # fmt: skip
    assert till.post("/kassa/pagina/", fields).status_code == 302

    page = client_for(town.tenant).get(f"/winkels/{shop.merchant.id}/").content.decode()
    for words in ("Kom binnen.", "https://bakker.example", "tot 50 procent", "Niet op taart."):
        assert words in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("website", "javascript:alert(1)"), ("phone", "bel mij"), ("part_percent", "101")],
)
def test_a_page_takes_no_nonsense(till, field, value) -> None:
    fields = {"intro": "Kom binnen.", "part_percent": "50", field: value}

    answer = till.post("/kassa/pagina/", fields)

    assert answer.status_code == 422
    assert "Kom binnen." in answer.content.decode()
    assert not ShopPage.objects.exists()


def halves(shop: Shop) -> None:
    ShopPage.objects.create(merchant=shop.merchant, part_percent=50)


def test_a_bill_is_asked_in_part_and_the_rest_is_told(till, shop) -> None:
    halves(shop)

    answer = posted(till, "/kassa/deels/", total="40,01")

    asked = PaymentRequest.objects.get()
    assert asked.amount == 2_000
    assert "€\u00a040,01" in asked.description
    assert "€\u00a020,01" in asked.description
    assert answer["Location"] == f"/kassa/verzoek/{asked.id}/"


def test_more_than_the_part_is_refused_with_the_most(till, shop) -> None:
    halves(shop)

    answer = posted(till, "/kassa/deels/", total="40", coins="20,01")

    assert answer.status_code == 409
    assert "Het kan tot 20,00 heitjes." in answer.content.decode()
    assert not PaymentRequest.objects.exists()


def test_who_has_no_shop_finds_no_deals_to_give(town, make, client_for) -> None:
    visitor = client_for(town.tenant, make_person("zomaar"))

    assert visitor.get(f"/kassa/acties/{make().id}/").status_code in (403, 404)

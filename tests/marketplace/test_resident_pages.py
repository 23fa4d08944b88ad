"""What residents see: home, welcome, looking for a klus, and how many queries that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from marketplace.models import Klus
from tenants.people.models import Neighbourhood
from tests.marketplace.cast import make_person
from tests.marketplace.resident_cast import DAY, Street, point

HOME_QUERIES = 17
PAGES = (
    "/", "/klussen/", "/klussen/?toon=lijst", "/mijn-klussen/", "/mijn-klussen/?toon=geweest",
    "/winkels/", "/winkels/meedoen/", "/betalen/", "/saldo/", "/mijn/",
)  # fmt: skip
OPEN_TO_ALL = ("/", "/klussen/", "/winkels/")


@pytest.fixture
def street(town):
    return Street(town)


@pytest.fixture
def resident(town, client_for):
    return client_for(town.tenant, town.resident)


def page_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def queries_of(client, path):
    with CaptureQueriesContext(connection) as caught:
        page_of(client, path)
    return len(caught)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_a_town_where_nothing_happened_yet(path, parkstad, client_for):
    with schema_context(parkstad.schema_name):
        newcomer = make_person("nieuw")

    page = page_of(client_for(parkstad, newcomer), path)

    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_passer_by_sees_what_is_open_and_is_asked_to_sign_in_for_the_rest(path, town, client_for):
    answer = client_for(town.tenant).get(path)

    is_open = path.split("?")[0] in OPEN_TO_ALL
    assert answer.status_code == (200 if is_open else 302)
    if not is_open:
        assert answer["Location"].startswith("/inloggen/login/code/?next=")


def test_home_tells_the_balance_what_is_on_its_way_and_what_comes_next(street, resident, town):
    street.approved("Bladeren harken")
    street.handed_in("Bushokje poetsen")
    street.sign_up(street.klus("Soep uitdelen"))

    page = page_of(resident, "/")

    assert "5,00<span" in page.split('id="balance"')[1]
    assert "Onderweg: <strong>5 heitjes</strong>" in page
    assert "Soep uitdelen" in page.split('id="next"')[1].split("</article>")[0]
    assert "Bladeren harken" in page.split('id="last"')[1]


def test_home_costs_no_more_queries_in_a_full_town(street, resident, town):
    street.live_at("50.88820", "5.97950")
    for number in range(8):
        street.approved(f"Klus {number}")
        street.klus(f"Open {number}", point=point("50.89000", "5.98000"))
    street.handed_in()
    street.sign_up(street.klus("Straks"))
    page_of(resident, "/")

    assert queries_of(resident, "/") <= HOME_QUERIES
    assert "Alle 9 klussen" in page_of(resident, "/")


def test_the_list_costs_the_same_queries_however_many_klussen_there_are(street, resident):
    street.live_at("50.88820", "5.97950")
    street.klus("Eerste", point=point("50.89000", "5.98000"))
    page_of(resident, "/klussen/")
    few = queries_of(resident, "/klussen/")
    for number in range(15):
        street.klus(f"Nog een {number}", point=point("50.89500", "5.99000"))

    assert queries_of(resident, "/klussen/") == few


def test_shops_cost_the_same_queries_however_many_there_are(street, resident):
    street.shop("Eerste")
    page_of(resident, "/winkels/")
    few = queries_of(resident, "/winkels/")
    for number in range(6):
        street.shop(f"Winkel {number}")

    assert queries_of(resident, "/winkels/") == few


def test_the_welcome_shows_klussen_and_shops_and_both_doors(street, town, client_for):
    street.klus("Zwerfvuil rapen")
    street.shop("Bakkerij Wiertz")

    page = page_of(client_for(town.tenant), "/")

    assert "Zwerfvuil rapen" in page
    assert "Bakkerij Wiertz" in page
    assert 'href="/inloggen/signup/"' in page
    assert 'href="/inloggen/login/code/"' in page
    assert "Jouw saldo" not in page


def test_near_klussen_come_first_with_how_far_they_are(street, resident):
    street.live_at("50.88820", "5.97950")
    street.klus("Ver weg", point=point("50.91500", "5.96200"))
    street.klus("Om de hoek", inside=2 * DAY, point=point("50.88825", "5.97955"))
    street.klus("Dichtbij", inside=3 * DAY, point=point("50.89000", "5.97950"))

    page = page_of(resident, "/klussen/?toon=lijst&ver=overal")

    order = [page.index(title) for title in ("Om de hoek", "Dichtbij", "Ver weg")]
    assert order == sorted(order)
    assert [words in page for words in ("bij jou om de hoek", "200 m", "3,2 km")] == [True] * 3


def test_the_map_numbers_its_pins_as_the_list_and_leaves_out_who_has_no_place(street, resident):
    street.klus("Zonder plek")
    street.klus("Met plek", inside=2 * DAY, point=point("50.89000", "5.98000"))

    page = page_of(resident, "/klussen/")

    assert 'aria-label="Kaart met 1 klus"' in page
    assert 'aria-label="Klus 2: Met plek"' in page
    assert "Klus 1:" not in page
    assert "Kaart met" not in page_of(resident, "/klussen/?toon=lijst")


def test_names_stand_on_the_map_where_no_pin_covers_them(street, resident):
    street.live_at("50.88820", "5.97950", "Centrum")
    Neighbourhood.objects.create(name="Zonder plek")
    Neighbourhood.objects.create(name="Bedekt", latitude="50.88825", longitude="5.97960")
    street.klus("Noord", point=point("50.89600", "5.97950"))

    drawing = page_of(resident, "/klussen/").split('<svg class="map-svg"')[1].split("</svg>")[0]

    assert ">Centrum</text>" in drawing
    assert "Bedekt" not in drawing
    assert "Zonder plek" not in drawing


def test_klussen_on_the_same_spot_get_pins_that_do_not_cover_each_other(street, resident):
    for number in range(4):
        street.klus(f"Klus {number}", point=point("50.89000", "5.98000"))

    page = page_of(resident, "/klussen/")

    spots = {part.split(")")[0] for part in page.split('<g transform="translate(')[1:]}
    assert len(spots) == 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Bladeren harken", "Soep uitdelen", "Bank repareren"}),
        ("text=soep", {"Soep uitdelen"}),
        ("category=green", {"Bladeren harken"}),
        ("short=on", {"Soep uitdelen"}),
        ("text=zzz", set()),
        ("day=geen-dag&neighbourhood=x&category=raar&order=x", {"Bladeren harken",
                                                              "Soep uitdelen", "Bank repareren"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_was_asked(query, found, street, resident):
    street.klus("Bladeren harken", category=Klus.Category.GREEN)
    street.klus("Soep uitdelen", category=Klus.Category.TOGETHER, duration_minutes=60)
    street.klus("Bank repareren", category=Klus.Category.REPAIR)

    page = page_of(resident, f"/klussen/?{query}")

    assert {title for title in ("Bladeren harken", "Soep uitdelen", "Bank repareren")
            if title in page} == found  # fmt: skip
    assert ("Geen klus gevonden" in page) == (not found)


def test_a_filter_as_a_link_keeps_what_else_was_asked(street, resident):
    street.klus()

    page = page_of(resident, "/klussen/?text=vuil&page=1")

    assert 'href="?text=vuil&amp;category=green"' in page
    assert 'href="?text=vuil&amp;toon=lijst"' in page


def test_words_that_look_like_markup_stay_words(street, resident):
    street.klus("<b>Vet</b>")

    page = page_of(resident, "/klussen/?text=<b>")

    assert "<b>Vet" not in page
    assert "&lt;b&gt;Vet" in page

"""The map: spots of work and shops, the town's own drawing, and where a page may fetch tiles."""

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from marketplace.finding.drawing import Shape, read_drawing
from marketplace.finding.errors import DrawingUnreadable
from marketplace.finding.models import MapShape
from marketplace.finding.queries import spots
from marketplace.finding.services import keep_drawing
from marketplace.finding.tiles import tiles_of
from marketplace.models import Klus
from marketplace.rules.map_grid import Box, box_of, grid_of
from tenants.models import Tenant
from tenants.people.models import Neighbourhood
from tenants.schema import look_at
from tests.clients import client_for
from tests.marketplace.busy_town import fill_streets
from tests.marketplace.cast import Town

EVERYWHERE = "vak=5.8,50.8,6.1,51.0"
PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png"


@pytest.fixture
def street(town: Town) -> Town:
    """A town with five klussen and five shops."""
    fill_streets(town, klussen=5, shops=5, now=timezone.now())
    return town


def spots_at(town: Town, address: str) -> list[dict[str, object]]:
    """What the script of a map is told."""
    answer = client_for(town.tenant).get(address)
    assert answer.status_code == 200
    return answer.json()["spots"]


def test_each_klus_is_a_spot_with_its_address(street: Town) -> None:
    found = spots_at(street, f"/klussen/kaart.json?{EVERYWHERE}&zoom=16")

    assert {spot["items"][0]["url"] for spot in found} == {
        f"/klussen/{klus.id}/" for klus in Klus.objects.all()
    }
    assert all(spot["count"] == 1 and spot["label"] for spot in found)


def test_the_filters_of_the_page_hold_for_its_map(street: Town) -> None:
    found = spots_at(street, f"/klussen/kaart.json?{EVERYWHERE}&zoom=16&text=schenken")
    shops = spots_at(street, f"/winkels/kaart.json?{EVERYWHERE}&zoom=16&category=grocery")

    assert [spot["label"] for spot in found] == ["Koffie schenken 2"]
    assert [spot["label"] for spot in shops] == ["Café 1"]


def test_of_thousands_a_few_spots_are_told_that_hold_them_all(town: Town) -> None:
    fill_streets(town, klussen=2_000, shops=0, now=timezone.now())

    found = spots_at(town, f"/klussen/kaart.json?{EVERYWHERE}&zoom=12")

    assert len(found) < 60
    assert sum(int(str(spot["count"])) for spot in found) == 2_000


def test_what_lies_on_one_spot_is_named_where_nobody_can_come_closer(street: Town) -> None:
    Klus.objects.update(latitude=Decimal("50.9"), longitude=Decimal("5.95"))

    (far,) = spots_at(street, f"/klussen/kaart.json?{EVERYWHERE}&zoom=12")
    (close,) = spots_at(street, "/klussen/kaart.json?vak=5.94,50.89,5.96,50.91&zoom=18")

    assert (far["count"], far["items"]) == (5, [])
    assert len(close["items"]) == 5


def test_what_is_full_or_not_open_stands_on_no_map(street: Town) -> None:
    Klus.objects.filter(title__startswith="Koffie").update(state="draft")
    street.draft()

    found = spots_at(street, f"/klussen/kaart.json?{EVERYWHERE}&zoom=16")

    assert "Koffie schenken 2" not in [spot["label"] for spot in found]
    assert len(found) == 4


@pytest.mark.parametrize(
    "asked",
    ["", "vak=1,2,3&zoom=12", "vak=6,50,5,51&zoom=12", "vak=nan,50,6,51&zoom=12",
     "vak=5,50,6,inf&zoom=12", "vak=5,50,6,51&zoom=x", "vak=5,50,6,51", "vak=5,50,6,51&zoom=-1"],
)  # fmt: skip
def test_a_piece_that_is_no_piece_is_refused(town: Town, asked: str) -> None:
    for address in ("/klussen/kaart.json", "/winkels/kaart.json"):
        answer = client_for(town.tenant).get(f"{address}?{asked}")

        assert answer.status_code == 422
        assert answer.json()["code"] == "box-invalid"


@given(st.floats(-179, 179), st.floats(-84, 84), st.integers(-5, 99))
def test_a_screen_full_of_map_is_never_parted_in_more_squares_than_a_screen_holds(
    west: float, south: float, zoom: int
) -> None:
    box = Box(west, south, min(west + 90, 180.0), min(south + 45, 90.0))

    grid = grid_of(box, zoom)

    assert (box.east - box.west) / grid.across <= 72
    assert (box.north - box.south) / grid.along <= 72


def test_four_degrees_in_order_are_a_box() -> None:
    assert box_of("5.8,50.8,6.1,51") == Box(5.8, 50.8, 6.1, 51.0)
    assert box_of("5.8,50.8,5.8,51") is None


def test_a_town_is_asked_for_its_own_spots_alone(street: Town, parkstad: Tenant) -> None:
    look_at(parkstad)

    assert spots(Klus.objects.all(), Box(5, 50, 7, 52), 12) == []
    assert client_for(parkstad).get(f"/winkels/kaart.json?{EVERYWHERE}&zoom=9").json() == {
        "spots": []
    }


def test_the_drawing_of_a_town_is_told_with_its_neighbourhoods(town: Town) -> None:
    Neighbourhood.objects.create(name="Heerlerheide", latitude="50.91310", longitude="5.96090")
    Neighbourhood.objects.create(name="Ergens")
    for _ in range(2):
        keep_drawing([Shape("road", "Ring", ((50.9, 5.9), (50.91, 5.95)))])

    told = client_for(town.tenant).get("/kaart.json").json()

    assert told == {
        "shapes": [{"kind": "road", "points": [[50.9, 5.9], [50.91, 5.95]]}],
        "places": [{"name": "Heerlerheide", "lat": 50.9131, "lon": 5.9609}],
    }
    assert MapShape.objects.get().name == "Ring"


def test_a_drawing_is_read_areas_below_lines() -> None:
    raw = b"""{"type": "FeatureCollection", "features": [
        {"properties": {"kind": "road", "name": "Ring"},
         "geometry": {"type": "LineString", "coordinates": [[5.9, 50.9], [5.95, 50.91]]}},
        {"properties": {"kind": "green"}, "geometry": {"type": "MultiPolygon", "coordinates":
         [[[[5.9, 50.9], [5.91, 50.9], [5.9, 50.9]]], [[[5.8, 50.9], [5.81, 50.9], [5.8, 50.9]]]]}}
    ]}"""

    assert [(one.kind, one.points[0]) for one in read_drawing(raw)] == [
        ("green", (50.9, 5.9)), ("green", (50.9, 5.8)), ("road", (50.9, 5.9)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("geometry", "kind", "why"),
    [('{"type": "Point", "coordinates": [5, 50]}', "road", "geometry"),
     ("null", "road", "geometry"),
     ('{"type": "LineString", "coordinates": [[5, 50]]}', "road", "points"),
     ('{"type": "LineString", "coordinates": [[50, 95], [5, 50]]}', "road", "points"),
     ('{"type": "LineString", "coordinates": [["a", 50], [5, 50]]}', "road", "points"),
     ('{"type": "LineString", "coordinates": [[5, 50], [5, 51]]}', "castle", "kind"),
     ('{"type": "Polygon", "coordinates": [[[5, 50], [5, 51]]]}', "rail", "geometry")],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_with_the_feature(geometry: str, kind: str, why: str) -> None:
    feature = '{"properties": {"kind": "%s"}, "geometry": %s}' % (kind, geometry)  # noqa: UP031

    with pytest.raises(DrawingUnreadable) as refused:
        read_drawing(f'{{"features": [{feature}]}}'.encode())

    assert refused.value.facts == {"why": why, "feature": 1}


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"features": []}', b'{"features": [1]}', b"\xff"]
)
def test_what_is_no_geojson_is_refused(raw: bytes) -> None:
    with pytest.raises(DrawingUnreadable):
        read_drawing(raw)


def test_pages_load_nothing_from_elsewhere_until_a_source_of_tiles_is_set(street: Town) -> None:
    visitor = client_for(street.tenant)
    for address in ("/klussen/", "/winkels/"):
        page = visitor.get(address)

        assert images_of(page) == {"'self'", "blob:"}
        assert "data-tiles" not in page.content.decode()


@override_settings(MAP_TILES=tiles_of(PDOK, "Kaart: Kadaster"))
def test_only_pages_with_a_map_may_load_the_tiles_that_are_set(street: Town) -> None:
    visitor = client_for(street.tenant)
    for address in ("/klussen/", "/winkels/"):
        page = visitor.get(address)

        assert images_of(page) == {"'self'", "blob:", "https://service.pdok.nl"}
        assert "Kaart: Kadaster" in page.content.decode()
        assert "unsafe" not in page["Content-Security-Policy"]
    for address in ("/", f"/klussen/{Klus.objects.first().id}/"):
        assert "pdok" not in visitor.get(address)["Content-Security-Policy"]


@pytest.mark.parametrize(
    "url",
    ["http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/{z}/{x}.png", "tiles",
     "https://{s}.tiles.example/{z}/{x}/{y}.png", "https://a.example; script-src *//{z}/{x}/{y}"],
)  # fmt: skip
def test_a_source_that_would_open_the_policy_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        tiles_of(url, "Kaart")


def test_a_source_without_a_credit_is_refused_and_none_is_none() -> None:
    with pytest.raises(ImproperlyConfigured):
        tiles_of(PDOK, "")
    assert tiles_of("", "") is None


def images_of(page) -> set[str]:
    """Where the page's policy lets pictures come from."""
    parts = (part.split() for part in page["Content-Security-Policy"].split(";"))
    return next(set(part[1:]) for part in parts if part[0] == "img-src")

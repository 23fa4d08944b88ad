"""Reading in lists of shops: looked at first, all or nothing, let in by a second person."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from currency.errors import KeyReused
from marketplace.finding.errors import ShopListInvalid, ShopListUnreadable
from marketplace.finding.models import ShopList
from marketplace.finding.shop_checks import checked_shops
from marketplace.finding.shop_lists import approve_shop_list, read_in_shops
from marketplace.models import Merchant, StaffInvitation
from tenants.errors import NeedsSecondPerson, NotAllowed
from tenants.people.models import Neighbourhood
from tests.clients import client_for
from tests.marketplace.cast import NOW, Town

HEAD = "naam;soort;adres;wijk;breedtegraad;lengtegraad;kvk;iban;e-mail\n"
BAKERY = "Bakkerij Wiertz;Boodschappen;Markt 1;;50,88820;5,97950;12345678;;\n"


def shops_csv(count: int) -> str:
    """So many lines that are right, after the heading."""
    return HEAD + "".join(
        f"Winkel {n};food;Straat {n};;50,{88000 + n};5,{97000 + n};;;\n" for n in range(count)
    )


def faults(text: str) -> list[tuple[int, str, str]]:
    """What is wrong with a list: line, column, code."""
    return [(one.number, one.column, one.code) for one in checked_shops(text.encode()).wrong]


def test_a_list_is_read_in_as_a_whole_and_waits(town: Town) -> None:
    Neighbourhood.objects.create(name="Centrum")
    text = HEAD + BAKERY + '"Café ""De Kroon""";food;Plein 2;centrum;;;;;lia@kroon.example\n'
    key = uuid4()

    made = read_in_shops(key=key, name="Centrum", raw=text.encode(), actor=town.clerk, now=NOW)

    bakery, cafe = Merchant.objects.filter(listed__shop_list=made).order_by("listed__line")
    assert (bakery.category, bakery.latitude) == ("grocery", Decimal("50.88820"))
    assert (cafe.name, cafe.neighbourhood.name) == ('Café "De Kroon"', "Centrum")
    assert {bakery.state, cafe.state} == {"applied"}
    assert StaffInvitation.objects.get().email == "lia@kroon.example"
    assert bakery.tills.count() == 1
    again = read_in_shops(key=key, name="Centrum", raw=b"", actor=town.clerk, now=NOW)
    assert (again, Merchant.objects.count()) == (made, 2)
    with pytest.raises(KeyReused):
        read_in_shops(key=key, name="x", raw=b"", actor=town.another("manager"), now=NOW)


def test_two_hundred_lines_with_one_wrong_coordinate_read_in_nothing_and_say_where(
    town: Town,
) -> None:
    lines = shops_csv(200).splitlines(keepends=True)
    lines[137] = "Winkel 136;food;Straat 136;;5,97136;50,88136;;;\n"

    with pytest.raises(ShopListInvalid) as refused:
        read_in_shops(key=uuid4(), name="x", raw="".join(lines).encode(), actor=town.clerk, now=NOW)

    assert refused.value.facts == {
        "lines": [{"line": 138, "column": "breedtegraad", "code": "swapped"}]
    }
    assert not Merchant.objects.exists()
    assert not ShopList.objects.exists()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (";food;;;;;;;", ("naam", "name")),
        ("A;kaas;;;;;;;", ("soort", "category")),
        ("A;;;Nergens;;;;;", ("wijk", "neighbourhood")),
        ("A;;;;50,8;;;;", ("lengtegraad", "pair")),
        ("A;;;;vijftig;5,9;;;", ("breedtegraad", "number")),
        ("A;;;;NaN;5,9;;;", ("breedtegraad", "number")),
        ("A;;;;48,85;2,35;;;", ("breedtegraad", "outside")),
        ("A;;;;;;1234;;", ("kvk", "kvk-invalid")),
        ("A;;;;;;;NL00BANK0123456789;", ("iban", "iban-invalid")),
        ("A;;;;;;;;geen adres", ("e-mail", "email")),
        (f"{'A' * 121};;;;;;;;", ("naam", "long")),
        ("A;;;;;;;;;nog iets", ("", "cells")),
    ],
)
def test_each_thing_that_can_be_wrong_is_told_with_its_line_and_column(
    town: Town, line: str, expected: tuple[str, str]
) -> None:
    assert faults(f"{HEAD}{BAKERY}\n{line}\n") == [(4, *expected)]


def test_a_shop_that_is_there_already_or_twice_in_the_list_is_wrong(town: Town) -> None:
    read_in_shops(key=uuid4(), name="x", raw=(HEAD + BAKERY).encode(), actor=town.clerk, now=NOW)

    twice = "Winkel;;Straat 1;;;;;;\nWINKEL ;; straat  1;;;;;;\n"
    assert faults(HEAD + BAKERY + twice) == [(2, "naam", "known"), (4, "naam", "twice")]


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"", "heading"), (b"soort;adres\nfood;x\n", "heading"), (b"naam;kleur\nA;rood\n", "column"),
     (b"naam;name\nA;B\n", "heading"), (HEAD.encode(), "empty"), (b"naam\n\x00\n", "signs"),
     (b'naam\n"A\n', "quotes"), (b"naam\n" + b"A\n" * 2_001, "lines"), (b"{}", "features"),
     (b"{", "json"), (b"x" * 2_000_001, "size")],
)  # fmt: skip
def test_what_is_no_list_is_refused(town: Town, raw: bytes, why: str) -> None:
    with pytest.raises(ShopListUnreadable) as refused:
        checked_shops(raw)

    assert refused.value.facts["why"] == why


def test_points_of_a_geojson_are_shops_too(town: Town) -> None:
    def point(name: str, *coordinates: float) -> dict[str, object]:
        geometry = {"type": "Point", "coordinates": list(coordinates)}
        return {"properties": {"Name": name, "kvk": 12345678, "kleur": "rood"},
                "geometry": geometry}  # fmt: skip

    text = json.dumps({"features": [point("Bakker", 5.9795, 50.8882), point("Zee", 50.8, 5.9),
                                    point("Nergens", 5.9)]})  # fmt: skip
    found = checked_shops(text.encode())

    (shop,) = found.shops
    assert (shop.details.name, shop.details.longitude) == ("Bakker", Decimal("5.97950"))
    assert [(one.number, one.code) for one in found.wrong] == [(2, "swapped"), (3, "point")]


def test_a_second_person_lets_the_shops_of_a_list_in(town: Town) -> None:
    made = read_in_shops(
        key=uuid4(), name="x", raw=shops_csv(3).encode(), actor=town.clerk, now=NOW
    )
    with pytest.raises(NeedsSecondPerson):
        approve_shop_list(list_id=made.id, actor=town.clerk, now=NOW)
    with pytest.raises(NotAllowed):
        approve_shop_list(list_id=made.id, actor=town.resident, now=NOW)

    other = town.another("manager")
    assert approve_shop_list(list_id=made.id, actor=other, now=NOW) == (3, 0)
    assert approve_shop_list(list_id=made.id, actor=other, now=NOW) == (0, 0)
    assert Merchant.objects.filter(state="approved", approved_by=other).count() == 3


def test_the_database_lets_nobody_approve_the_own_list(town: Town) -> None:
    made = ShopList.objects.create(key=uuid4(), name="x", read_by=town.clerk)

    for changed in ({"approved_by": town.clerk, "approved_at": NOW}, {"approved_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShopList.objects.filter(id=made.id).update(**changed)


def test_the_page_looks_first_shows_what_is_wrong_and_keeps_what_was_typed(town: Town) -> None:
    clerk = client_for(town.tenant, town.clerk)
    told = {"key": str(uuid4()), "name": "Centrum", "rows": HEAD + "A;;;;5,9;50,8;;;\n" + BAKERY}

    wrong = clerk.post("/beheer/winkellijsten/nieuw/", told)
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Regel 2, breedtegraad: Breedtegraad en lengtegraad zijn verwisseld." in page
    assert "A;;;;5,9;50,8" in page

    looked = clerk.post("/beheer/winkellijsten/nieuw/", told | {"rows": HEAD + BAKERY})
    assert "1 winkel inlezen?" in looked.content.decode()
    assert not Merchant.objects.exists()

    clerk.post("/beheer/winkellijsten/nieuw/", told | {"rows": HEAD + BAKERY, "zeker": "ja"})
    made = ShopList.objects.get()
    assert "Een collega" in clerk.get(f"/beheer/winkellijsten/{made.id}/").content.decode()
    colleague = client_for(town.tenant, town.another("manager"))
    colleague.post(f"/beheer/winkellijsten/{made.id}/")
    assert Merchant.objects.get().state == "approved"
    assert "Centrum" in clerk.get("/beheer/winkellijsten/").content.decode()
    assert "naam;soort;adres" in clerk.get("/beheer/winkellijsten/voorbeeld.csv").content.decode()

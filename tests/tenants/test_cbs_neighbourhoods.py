"""Neighbourhoods out of a file of CBS: GeoJSON or GeoPackage, in metres or in degrees."""

import json
import sqlite3
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from heitje.cli.places import neighbourhoods
from tenants.models import Tenant
from tenants.people.cbs_file import Buurt, CbsFileUnreadable, read_buurten
from tenants.people.models import Neighbourhood
from tenants.people.neighbourhoods import keep_buurten
from tenants.rd_grid import degrees_of
from tenants.schema import look_at

# A square of 200 metres in Heerlen, in the grid.
SQUARE = [(196_000, 322_000), (196_200, 322_000), (196_200, 322_200), (196_000, 322_200),
          (196_000, 322_000)]  # fmt: skip
TOLD = {"buurtcode": "BU09170301", "buurtnaam": "Heerlerheide", "gemeentecode": "GM0917",
        "water": "NEE"}  # fmt: skip


def geojson(path: Path, *rows: dict[str, str], ring: list[tuple[float, float]] = SQUARE) -> Path:
    """A file with these buurten, all of one shape."""
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    features = [{"type": "Feature", "properties": row, "geometry": geometry} for row in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def package(path: Path, rows: list[dict[str, str]]) -> Path:
    """The same as CBS gives it out."""
    ring = struct.pack(
        f"<I{2 * len(SQUARE)}d", len(SQUARE), *(n for point in SQUARE for n in point)
    )
    polygon = struct.pack("<BII", 1, 3, 1) + ring
    blob = b"GP\x00\x03" + struct.pack("<i4d", 28992, 0, 0, 0, 0)
    blob += struct.pack("<BII", 1, 6, 1) + polygon
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name)")
        base.execute("INSERT INTO gpkg_geometry_columns VALUES ('buurten', 'geom')")
        base.execute("CREATE TABLE buurten (geom, buurtcode, buurtnaam, gemeentecode, water)")
        for row in rows:
            base.execute("INSERT INTO buurten VALUES (?, ?, ?, ?, ?)", [blob, *row.values()])
    return path


@pytest.mark.parametrize(
    ("x", "y", "latitude", "longitude"),
    [(155_000, 463_000, 52.15517440, 5.38720621), (120_700.723, 487_525.502, 52.37453, 4.88353)],
)
def test_a_known_point_of_the_grid_lies_where_it_is_known_to_lie(
    x: float, y: float, latitude: float, longitude: float
) -> None:
    north, east = degrees_of(x, y)

    assert abs(north - latitude) < 0.00001
    assert abs(east - longitude) < 0.00001


def test_both_forms_of_the_file_tell_the_same(tmp_path: Path) -> None:
    other = TOLD | {"buurtcode": "BU00140000", "gemeentecode": "GM0014", "buurtnaam": "Elders"}
    water = TOLD | {"buurtcode": "BU09170999", "buurtnaam": "Plas", "water": "JA"}
    rows = [TOLD, other, water]

    (one,) = read_buurten(geojson(tmp_path / "b.json", *rows), "GM0917")

    assert read_buurten(package(tmp_path / "b.gpkg", rows), "GM0917") == [one]
    assert (one.code, one.name) == ("BU09170301", "Heerlerheide")
    assert abs(float(one.latitude) - degrees_of(196_100, 322_100)[0]) < 0.00002


def test_degrees_are_taken_as_they_are_and_old_names_of_columns_too(tmp_path: Path) -> None:
    ring = [(5.9, 50.9), (5.92, 50.9), (5.92, 50.92), (5.9, 50.92), (5.9, 50.9)]
    told = {"BU_CODE": "BU09170301", "BU_NAAM": "Heerlerheide", "GM_CODE": "GM0917"}

    (one,) = read_buurten(geojson(tmp_path / "b.json", told, ring=ring), "GM0917")

    assert (str(one.latitude), str(one.longitude)) == ("50.91000", "5.91000")


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"SQLite format 3\x00 and no more", b'{"features": [{"properties": 1}]}']
)
def test_what_is_no_file_of_cbs_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "b"
    path.write_bytes(raw)

    with pytest.raises(CbsFileUnreadable):
        read_buurten(path, "GM0917")


def test_another_municipality_is_not_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(CbsFileUnreadable):
        read_buurten(geojson(tmp_path / "b.json", TOLD), "GM0344")


def test_a_neighbourhood_keeps_its_row_by_code_or_name_and_others_stay(heerlen: Tenant) -> None:
    look_at(heerlen)
    old = Neighbourhood.objects.create(name="De Hei", cbs_code="BU09170301")
    uncoded = Neighbourhood.objects.create(name="Passart")
    Neighbourhood.objects.create(name="Nergens")
    found = [Buurt("BU09170301", "Heerlerheide", 50, 5), Buurt("BU09170303", "Passart", 50, 5),
             Buurt("BU09170304", "Kern", 50, 5), Buurt("BU09170305", "Kern", 50, 5)]  # fmt: skip

    trial = keep_buurten(found, is_trial=True)
    assert not Neighbourhood.objects.filter(name="Heerlerheide").exists()
    done = keep_buurten(found)

    assert done == trial
    assert done.added == ["Kern (BU09170304)", "Kern (BU09170305)"]
    assert done.changed == ["Heerlerheide", "Passart"]
    assert "Nergens" in done.kept
    assert Neighbourhood.objects.get(name="Heerlerheide").id == old.id
    assert Neighbourhood.objects.get(cbs_code="BU09170303").id == uncoded.id
    assert keep_buurten(found).changed == []


def test_a_name_that_is_taken_comes_with_its_code(heerlen: Tenant) -> None:
    look_at(heerlen)
    for name, code in (("Noord", "BU09170001"), ("Zuid", "BU09170002")):
        Neighbourhood.objects.create(name=name, cbs_code=code)

    keep_buurten([Buurt("BU09170001", "Zuid", 50, 5), Buurt("BU09170002", "Noord", 50, 5)])

    assert set(Neighbourhood.objects.filter(cbs_code__startswith="BU091700").values_list(
        "cbs_code", "name"
    )) == {("BU09170001", "Zuid (BU09170001)"), ("BU09170002", "Noord (BU09170002)")}  # fmt: skip


def test_the_command_says_what_changes_and_a_trial_writes_nothing(
    heerlen: Tenant, tmp_path: Path
) -> None:
    asked = ["heerlen", str(geojson(tmp_path / "b.json", TOLD)), "--municipality", "gm0917"]

    trial = CliRunner().invoke(neighbourhoods, [*asked, "--dry-run"])
    look_at(heerlen)
    assert not Neighbourhood.objects.filter(cbs_code="BU09170301").exists()
    done = CliRunner().invoke(neighbourhoods, asked)

    assert "1 new" in trial.output
    assert "Nothing was written" in trial.output
    assert "1 in the file: 1 new" in done.output
    look_at(heerlen)
    assert Neighbourhood.objects.get(cbs_code="BU09170301").name == "Heerlerheide"
    assert CliRunner().invoke(neighbourhoods, ["nergens", *asked[1:]]).exit_code == 1

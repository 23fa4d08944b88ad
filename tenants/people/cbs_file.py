"""The neighbourhoods (buurten) of a municipality out of a file of CBS, Statistics Netherlands.

Either the GeoPackage of "Wijk- en buurtkaart" as CBS gives it out, or GeoJSON made of it; in RD
metres or WGS 84 degrees. Only names, codes and middles are taken. Nothing is fetched.
"""

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tenants.errors import Kind, Refusal
from tenants.geojson import features_of
from tenants.rd_grid import degrees_of, is_rd

Ring = Sequence[tuple[float, float]]
# What CBS called its columns over the years.
CODES: Final = ("buurtcode", "bu_code", "statcode")
NAMES: Final = ("buurtnaam", "bu_naam", "statnaam")
TOWNS: Final = ("gemeentecode", "gm_code")
WATERS: Final = ("water", "h2o")
# A GeoPackage is an SQLite file; its tables of buurten are called so.
SQLITE: Final = b"SQLite format 3\x00"
TABLES: Final = ("buurten", "buurt")
ENVELOPES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
POLYGON, MULTI_POLYGON = 3, 6


class CbsFileUnreadable(Refusal):
    """The file holds no buurten of this municipality. Facts: why."""

    code = "cbs-file-unreadable"
    kind = Kind.INVALID
    sentence = "This is no file with buurten of CBS, or it has none of this municipality."


@dataclass(frozen=True)
class Buurt:
    """A neighbourhood by its code (BU and eight digits), with its middle in WGS 84."""

    code: str
    name: str
    latitude: Decimal
    longitude: Decimal


def read_buurten(path: Path, municipality: str) -> list[Buurt]:
    """The buurten of a municipality (GM and four digits), by code. Raises CbsFileUnreadable."""
    raw = path.read_bytes()
    rows = _package(path) if raw.startswith(SQLITE) else _geojson(raw)
    found: dict[str, Buurt] = {}
    for told, rings in rows:
        code, name = _told(told, CODES), _told(told, NAMES)
        town = _told(told, TOWNS) or f"GM{code[2:6]}"
        if town != municipality or not code.startswith("BU") or not name:
            continue
        if _told(told, WATERS).upper() in ("JA", "B"):
            continue
        if not rings:
            raise CbsFileUnreadable(why="shape", code=code)
        latitude, longitude = _middle(rings)
        found[code] = Buurt(code, name, latitude, longitude)
    if not found:
        raise CbsFileUnreadable(why="none", municipality=municipality)
    return [found[code] for code in sorted(found)]


def _told(told: Mapping[str, Any], names: Iterable[str]) -> str:
    return next((str(told[name]).strip() for name in names if told.get(name)), "")


def _geojson(raw: bytes) -> Iterator[tuple[dict[str, Any], list[Ring]]]:
    for feature in features_of(raw, CbsFileUnreadable):
        told = feature.get("properties")
        geometry = feature.get("geometry")
        if not isinstance(told, dict) or not isinstance(geometry, dict):
            raise CbsFileUnreadable(why="features")
        sort, parts = geometry.get("type"), geometry.get("coordinates")
        polygons: Any = {"Polygon": [parts], "MultiPolygon": parts}.get(str(sort), [])
        try:
            rings: list[Ring] = [
                [(float(point[0]), float(point[1])) for point in polygon[0]] for polygon in polygons
            ]
        except (TypeError, ValueError, IndexError) as error:
            raise CbsFileUnreadable(why="points") from error
        yield {str(name).lower(): value for name, value in told.items()}, rings


def _package(path: Path) -> Iterator[tuple[dict[str, Any], list[Ring]]]:
    """Rows of a GeoPackage, which is opened to read alone."""
    with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as base:
        base.row_factory = sqlite3.Row
        try:
            known = base.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
            shapes = {row[0].lower(): (row[0], row[1]) for row in known}
            table, column = next(
                shapes[name] for name in shapes if name.startswith(TABLES)
            )  # fmt: skip
            quoted = table.replace('"', '""')
            for row in base.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - quoted above
                told = {name.lower(): row[name] for name in row.keys() if name != column}  # noqa: SIM118
                yield told, _rings(row[column])
        except (sqlite3.Error, StopIteration, struct.error, TypeError) as error:
            raise CbsFileUnreadable(why="package") from error


def _rings(blob: bytes) -> list[Ring]:
    """The outer rings of a GeoPackage geometry: a header (GP), then well-known binary."""
    at = 8 + ENVELOPES[(blob[3] >> 1) & 7]
    rings: list[Ring] = []
    _geometry(blob, at, rings)
    return rings


def _geometry(blob: bytes, at: int, rings: list[Ring]) -> int:
    """Read one geometry, add its outer rings, and say where the next begins."""
    order = "<" if blob[at] == 1 else ">"
    sort, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    # Heights and measures stand in the thousands of the sort; each makes a point longer.
    numbers = 2 + {0: 0, 1: 1, 2: 1, 3: 2}[sort // 1_000]
    if sort % 1_000 == MULTI_POLYGON:
        for _ in range(count):
            at = _geometry(blob, at, rings)
        return at
    if sort % 1_000 != POLYGON:
        raise CbsFileUnreadable(why="shape")
    for number in range(count):
        (points,) = struct.unpack_from(f"{order}I", blob, at)
        flat = struct.unpack_from(f"{order}{points * numbers}d", blob, at + 4)
        at += 4 + 8 * points * numbers
        if number == 0:
            rings.append(list(zip(flat[::numbers], flat[1::numbers], strict=True)))
    return at


def _middle(rings: Sequence[Ring]) -> tuple[Decimal, Decimal]:
    """The centre of gravity of the largest ring, in degrees."""
    area, x, y = max((_weighed(ring) for ring in rings), key=lambda one: one[0])
    if not area:
        raise CbsFileUnreadable(why="shape")
    latitude, longitude = degrees_of(x, y) if is_rd(x, y) else (y, x)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise CbsFileUnreadable(why="grid")
    return Decimal(f"{latitude:.5f}"), Decimal(f"{longitude:.5f}")


def _weighed(ring: Ring) -> tuple[float, float, float]:
    """The area of a ring and its centre (the shoelace formula), reckoned from its first point."""
    x0, y0 = ring[0] if ring else (0.0, 0.0)
    area = east = north = 0.0
    for (xa, ya), (xb, yb) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        area += cross
        east += (xa + xb - 2 * x0) * cross
        north += (ya + yb - 2 * y0) * cross
    if not area:
        return 0.0, x0, y0
    return abs(area), x0 + east / 3 / area, y0 + north / 3 / area

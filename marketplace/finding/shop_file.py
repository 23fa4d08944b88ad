"""A list of shops as a file carries it: CSV out of a spreadsheet, or GeoJSON points.

The first line of a CSV names its columns, in Dutch or English; the same names are the properties of
a GeoJSON point, which knows its own place. Semicolon, comma or tab. What is wrong is told with the
line, or the point's number, and the column; nothing is looked up here.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.errors import IbanInvalid, KvkInvalid
from marketplace.finding.errors import ShopListUnreadable
from marketplace.models import Merchant
from marketplace.services.merchants import valid_iban, valid_kvk
from tenants.errors import Refusal
from tenants.geojson import features_of, is_point
from tenants.web.spreadsheet import text_of

MOST_BYTES: Final = 2_000_000
MOST_LINES: Final = 2_000
# Each column, and what a heading may call it.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("naam", "name", "winkel"),
    "category": ("soort", "category", "categorie"),
    "address": ("adres", "address"),
    "neighbourhood": ("wijk", "buurt", "neighbourhood"),
    "latitude": ("breedtegraad", "latitude", "lat"),
    "longitude": ("lengtegraad", "longitude", "lon", "lng"),
    "kvk_number": ("kvk", "kvk-nummer", "kvknummer", "kvk_number"),
    "iban": ("iban", "rekeningnummer"),
    "account_name": ("tenaamstelling", "account_name"),
    "about": ("over", "about", "omschrijving"),
    "email": ("e-mail", "email", "mail"),
}
LONGEST: Final = {"name": 120, "address": 160, "account_name": 70, "about": 1_000, "email": 254}
SOUTH, NORTH = Decimal("50.7"), Decimal("53.7")
WEST, EAST = Decimal("3.2"), Decimal("7.3")
EXACTNESS: Final = Decimal("0.00001")
WORDS: Final[Mapping[str, str | Promise]] = {
    "name": _("Er staat geen naam."),
    "long": _("Dit is te lang."),
    "category": _("Deze soort winkel kennen we niet."),
    "number": _("Dit is geen getal. Schrijf bijvoorbeeld 50,88820."),
    "pair": _("Geef breedtegraad en lengtegraad allebei, of geen van twee."),
    "swapped": _("Breedtegraad en lengtegraad zijn verwisseld."),
    "outside": _("Deze plek ligt niet in Nederland."),
    "point": _("Dit is geen punt op de kaart."),
    "email": _("Dit is geen e-mailadres."),
    "cells": _("Deze regel heeft meer vakken dan de eerste regel."),
    "neighbourhood": _("Deze wijk kennen we niet."),
    "twice": _("Deze winkel staat al eerder in de lijst."),
    "known": _("Deze winkel staat al bij de ondernemers."),
}


@dataclass(frozen=True)
class WrongCell:
    """What is wrong on a line: its number, the column as people know it, and why."""

    number: int
    column: str
    code: str
    sentence: str | Promise


@dataclass(frozen=True)
class ShopLine:
    """A line that is right by itself: what a shop tells, and by whose mail address its owner."""

    number: int
    told: Mapping[str, Any]
    neighbourhood: str = ""
    email: str = ""


@dataclass
class ReadList:
    """The lines that can be read, and all that is wrong with the others."""

    lines: list[ShopLine] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)


def wrong(number: int, column: str, code: str) -> WrongCell:
    """A cell that is wrong for one of the reasons of `WORDS`."""
    return WrongCell(number, COLUMNS[column][0] if column else "", code, WORDS[code])


def read_shops(raw: bytes) -> ReadList:
    """The shops of a file. Raises ShopListUnreadable."""
    if len(raw) > MOST_BYTES:
        raise ShopListUnreadable(why="size")
    found = ReadList()
    is_geojson = raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    for count, (number, cells) in enumerate((_points if is_geojson else _rows)(raw, found), 1):
        if count > MOST_LINES:
            raise ShopListUnreadable(why="lines")
        _read(number, cells, found)
    if not found.lines and not found.wrong:
        raise ShopListUnreadable(why="empty")
    return found


def _rows(raw: bytes, found: ReadList) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines of a CSV by their columns, with their numbers in the file."""
    text = text_of(raw)
    if text is None:
        raise ShopListUnreadable(why="signs")
    first = text.strip().partition("\n")[0]
    delimiter = next((sign for sign in ";\t" if sign in first), ",")
    reader = csv.reader(StringIO(text.lstrip("\n"), newline=""), delimiter=delimiter, strict=True)
    skipped = len(text) - len(text.lstrip("\n"))
    try:
        columns = [_column(cell) for cell in next(reader, [])]
        if "name" not in columns or len(set(columns)) < len(columns):
            raise ShopListUnreadable(why="heading")
        for cells in reader:
            number = reader.line_num + skipped
            if any(cell.strip() for cell in cells[len(columns) :]):
                found.wrong.append(wrong(number, "", "cells"))
            elif any(cell.strip() for cell in cells):
                yield number, dict(zip(columns, map(str.strip, cells), strict=False))
    except csv.Error as error:
        raise ShopListUnreadable(why="quotes", line=reader.line_num + skipped) from error


def _column(heading: str) -> str:
    """Which column a heading names. Raises ShopListUnreadable for one that is none."""
    said = heading.strip().lower()
    for column, names in COLUMNS.items():
        if said in names:
            return column
    raise ShopListUnreadable(why="column", column=said[:40])


def _points(raw: bytes, found: ReadList) -> Iterator[tuple[int, dict[str, str]]]:
    """Points of a GeoJSON by the same columns, with their number in the file."""
    known = {name: column for column, names in COLUMNS.items() for name in names}
    for number, feature in enumerate(features_of(raw, ShopListUnreadable), 1):
        told = feature.get("properties")
        geometry = feature.get("geometry")
        point = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if geometry is not None and not (geometry.get("type") == "Point" and is_point(point)):
            found.wrong.append(wrong(number, "", "point"))
            continue
        cells = {
            known[name.lower()]: str(value).strip()
            for name, value in (told.items() if isinstance(told, dict) else ())
            if name.lower() in known and value is not None and not isinstance(value, list | dict)
        }
        if isinstance(point, list):
            cells |= {"longitude": str(point[0]), "latitude": str(point[1])}
        yield number, cells


def _read(number: int, cells: Mapping[str, str], found: ReadList) -> None:
    """One line: right as a whole, or with each thing that is wrong with it."""
    at_fault = [
        wrong(number, column, "long")
        for column, most in LONGEST.items() if len(cells.get(column, "")) > most
    ]  # fmt: skip
    if not cells.get("name"):
        at_fault.append(wrong(number, "name", "name"))
    told: dict[str, Any] = {
        name: cells.get(name, "") for name in ("name", "address", "account_name", "about")
    }
    told["category"] = _category(number, cells.get("category", ""), at_fault)
    told |= _place(number, cells, at_fault)
    checks: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("kvk_number", valid_kvk), ("iban", valid_iban),
    )  # fmt: skip
    for column, check in checks:
        try:
            told[column] = check(cells.get(column, ""))
        except (KvkInvalid, IbanInvalid) as refusal:
            at_fault.append(_refused(number, column, refusal))
    email = cells.get("email", "").lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            at_fault.append(wrong(number, "email", "email"))
    found.wrong.extend(at_fault)
    if not at_fault:
        line = ShopLine(number, told, cells.get("neighbourhood", ""), email)
        found.lines.append(line)


def _category(number: int, said: str, at_fault: list[WrongCell]) -> str:
    """By its code or its Dutch name; left open it is another sort."""
    for code, label in Merchant.Category.choices:
        if said.lower() in (code, str(label).lower()):
            return str(code)
    if said:
        at_fault.append(wrong(number, "category", "category"))
    return Merchant.Category.OTHER


def _place(number: int, cells: Mapping[str, str], at_fault: list[WrongCell]) -> dict[str, Any]:
    """Latitude and longitude, both or none, inside the country."""
    point: dict[str, Decimal | None] = {}
    for column in ("latitude", "longitude"):
        said = cells.get(column, "").replace(",", ".")
        try:
            point[column] = Decimal(said).quantize(EXACTNESS) if said else None
        except InvalidOperation:
            at_fault.append(wrong(number, column, "number"))
            return {}
    latitude, longitude = point["latitude"], point["longitude"]
    if latitude is None or longitude is None:
        if latitude is not longitude:
            at_fault.append(wrong(number, "latitude" if latitude is None else "longitude", "pair"))
    elif latitude.is_nan() or longitude.is_nan():
        at_fault.append(wrong(number, "latitude", "number"))
    elif _lies_in(longitude, latitude):
        at_fault.append(wrong(number, "latitude", "swapped"))
    elif not _lies_in(latitude, longitude):
        at_fault.append(wrong(number, "latitude", "outside"))
    return point


def _lies_in(latitude: Decimal, longitude: Decimal) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _refused(number: int, column: str, refusal: Refusal) -> WrongCell:
    return WrongCell(number, COLUMNS[column][0], refusal.code, refusal.sentence)

"""A list of who gets how much, as people save it from a spreadsheet.

A line is a mail address or a resident's number, and an amount: `samira@voorbeeld.nl;12,50`.
Semicolon, comma or tab; UTF-8 with or without a mark, or Windows-1252. A first line without a
figure in it is a heading. What is wrong with a line is told with its number; a line that is right
says nothing about the others.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from currency.issuing_errors import ListUnreadable
from tenants.web.amount import AmountField
from tenants.web.spreadsheet import text_of

MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 5_000
LONGEST_WHO: Final = 254
WORDS: Final[Mapping[str, str | Promise]] = {
    "unknown-person": _("Deze inwoner kennen we niet."),
    "twice": _("Deze inwoner staat al eerder in de lijst."),
    "self": _("Je kunt jezelf niets geven."),
    "columns": _("Zet op elke regel alleen een inwoner en een bedrag."),
    "comma": _("Is dit een bedrag met een komma? Zet het tussen aanhalingstekens of gebruik ;."),
    "balance-full": _("Het saldo van deze inwoner wordt dan hoger dan mag."),
    "pot-full": _("In dit potje komt dan meer dan mag."),
}


@dataclass(frozen=True)
class WrongLine:
    """A line at fault: its number in the file, and why. Never what stands on it."""

    number: int
    code: str
    sentence: str | Promise


@dataclass(frozen=True)
class ListLine:
    """A line as it stands there: who by mail address or number, and minor units."""

    number: int
    who: str
    amount: int


def wrong(number: int, code: str) -> WrongLine:
    """A line that is wrong for one of the reasons of `WORDS`."""
    return WrongLine(number, code, WORDS[code])


def read_list(raw: bytes) -> tuple[list[ListLine], list[WrongLine]]:
    """The lines that can be read, and those that cannot. Raises ListUnreadable."""
    if len(raw) > MOST_BYTES:
        raise ListUnreadable(why="size")
    text = text_of(raw)
    if text is None:
        raise ListUnreadable(why="signs")
    first = text.strip().partition("\n")[0]
    delimiter = next((sign for sign in ";\t" if sign in first), ",")
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[ListLine] = []
    faults: list[WrongLine] = []
    try:
        for cells in reader:
            _read_line(cells, reader.line_num, lines, faults)
            if len(lines) + len(faults) > MOST_LINES:
                raise ListUnreadable(why="lines")
    except csv.Error as error:
        raise ListUnreadable(why="quotes", line=reader.line_num) from error
    if not lines and not faults:
        raise ListUnreadable(why="empty")
    return lines, faults


def _read_line(
    row: Sequence[str], number: int, lines: list[ListLine], faults: list[WrongLine]
) -> None:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    is_first = not lines and not faults
    told = "".join(cells)
    is_heading = is_first and "@" not in told and not any(sign.isdigit() for sign in told)
    if not cells or is_heading:
        return
    if len(cells) == 3 and cells[1].isdigit() and cells[2].isdigit():
        faults.append(wrong(number, "comma"))
    elif len(cells) != 2 or len(cells[0]) > LONGEST_WHO:
        faults.append(wrong(number, "columns"))
    else:
        try:
            amount = AmountField().clean(cells[1])
        except ValidationError as error:
            (said,) = error.messages
            faults.append(WrongLine(number, f"amount-{error.code}", said))
        else:
            lines.append(ListLine(number, cells[0], amount or 0))

"""A table as a file that a spreadsheet opens, and the text of one that it saved."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


def spreadsheet(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file to download."""
    response = HttpResponse(table(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The content of a CSV file (RFC 4180, with semicolons as Dutch spreadsheets want them)."""
    out = io.StringIO(newline="")
    # Without this mark a spreadsheet reads é as two signs.
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def text_of(raw: bytes) -> str | None:
    """What a spreadsheet saved: UTF-8, else the Windows signs of western Europe. None is no text.

    Lines end in one way.
    """
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text.replace("\r\n", "\n").replace("\r", "\n")
    return None

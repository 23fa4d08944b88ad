"""A table as a file that a spreadsheet opens."""

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

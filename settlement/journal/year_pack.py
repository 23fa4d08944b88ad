"""What an accountant asks for at the end of a year, as one zip: books, cover, samples and seals.

The sample cannot be steered: it is drawn by the sha256 of the year's last seal and each transfer's
number, so whoever has the published seals can draw it again. No file names a person.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db import connection
from django.utils.translation import override

from currency.models import CoverDay, DaySeal
from settlement.journal.audit_file import Books, audit_file
from settlement.journal.lines import Line, Total
from tenants.web.figures import coins_plain
from tenants.web.spreadsheet import table

SAMPLE: Final = 60
# A zip keeps a moment for each file; one that never changes lets the same year be the same bytes.
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
README: Final = """\
Jaarstukken van de lokale munt

balans.csv     per rekening: begin, debet, credit, eind, in euro (credit is positief)
dagboek.csv    elke boeking per dag en soort
auditfile.xaf  hetzelfde als XML Auditfile Financieel 3.2
dekking.csv    per dag: euro's apart gezet (centen) en munten in omloop (honderdsten)
zegels.csv     per dag: het zegel over wat die dag geboekt is
steekproef.csv boekingen die met het laatste zegel zijn getrokken:
               de eerste {count} als je ze sorteert op sha256(zegel + nummer)
"""
DRAWN: Final = """
    SELECT t.id, t.posted_at, t.kind, t.key, r.version,
        (SELECT string_agg(a.pot || ' ' || e.amount, ', ' ORDER BY a.id)
         FROM currency_entry e JOIN currency_account a ON a.id = e.account_id
         WHERE e.transfer_id = t.id)
    FROM currency_transfer t LEFT JOIN currency_ruleset r ON r.id = t.rules_id
    WHERE (t.posted_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN %s AND %s
    ORDER BY sha256(convert_to(%s || t.id, 'UTF8')) LIMIT %s"""


def year_pack(books: Books) -> bytes:
    """The zip. The same books, seals and cover give the same bytes."""
    out = io.BytesIO()
    with override("nl"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            ("LEESMIJ.txt", README.format(count=SAMPLE).encode()),
            ("balans.csv", table(BALANCE_HEAD, balance_rows(books.totals))),
            ("dagboek.csv", table(JOURNAL_HEAD, journal_rows(books.lines))),
            ("auditfile.xaf", audit_file(books)),
            ("dekking.csv", _cover(books.first, books.last)),
            ("zegels.csv", _seals(books.first, books.last)),
            ("steekproef.csv", _sample(books.first, books.last)),
        ):
            packed.writestr(zipfile.ZipInfo(name, MOMENT), content)
    return out.getvalue()


BALANCE_HEAD: Final = ("Rekening", "Naam", "Begin", "Debet", "Credit", "Eind")
JOURNAL_HEAD: Final = (
    "Datum", "Boekstuk", "Soort", "Rekening", "Naam", "Kostenplaats", "Debet", "Credit",
)  # fmt: skip


def balance_rows(totals: Sequence[Total]) -> Iterable[Sequence[object]]:
    """A row for each account, and the sums that a reader compares."""
    for one in totals:
        sums = (one.opening, one.debit, one.credit, one.closing)
        yield [one.account.number, one.account.name, *map(coins_plain, sums)]
    sums = (
        sum(one.opening for one in totals), sum(one.debit for one in totals),
        sum(one.credit for one in totals), sum(one.closing for one in totals),
    )  # fmt: skip
    yield ["", "Totaal", *map(coins_plain, sums)]


def journal_rows(lines: Sequence[Line]) -> Iterable[Sequence[object]]:
    """A row for each line, and their sums."""
    for line in lines:
        yield [
            line.day.isoformat(), line.document, line.kind, line.account.number,
            line.account.name, line.cost_centre, coins_plain(line.debit), coins_plain(line.credit),
        ]  # fmt: skip
    debit, credit = sum(line.debit for line in lines), sum(line.credit for line in lines)
    yield ["", "", "", "", "Totaal", "", coins_plain(debit), coins_plain(credit)]


def _cover(first: date, last: date) -> bytes:
    days = CoverDay.objects.filter(day__range=(first, last)).order_by("day")
    fields = ("day", "euros", "needed", "coins", "owed_by_others", "volume_12m", "largest_balance")
    return table(fields, days.values_list(*fields))


def _seals(first: date, last: date) -> bytes:
    rows = (
        [seal.day.isoformat(), seal.transfers, seal.entries, bytes(seal.content).hex(),
         bytes(seal.previous).hex(), bytes(seal.digest).hex()]
        for seal in DaySeal.objects.filter(day__range=(first, last)).order_by("day")
    )  # fmt: skip
    return table(("day", "transfers", "entries", "content", "previous", "digest"), rows)


def _sample(first: date, last: date) -> bytes:
    seal = DaySeal.objects.filter(day__range=(first, last)).order_by("-day").first()
    drawn_by = bytes(seal.digest).hex() if seal else ""
    with connection.cursor() as cursor:
        cursor.execute(DRAWN, [first, last, drawn_by, SAMPLE])
        rows = cursor.fetchall()
    return table(("nummer", "geboekt", "soort", "sleutel", "regels", "verdeling"), rows)

"""Looking back: everything that came and went, on a page and as a file for a spreadsheet."""

from datetime import date, timedelta
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency import queries
from currency.statements import Line, lines_of, totals_of
from currency.web.forms import StatementFilter
from tenants.people.models import Person
from tenants.web.figures import coins_plain, plain_cell
from tenants.web.spreadsheet import spreadsheet

ENTRIES_PER_PAGE: Final = 25
EXPORT_LIMIT: Final = 10_000


@login_required
@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Everything that came and went, newest first, with search by period and direction."""
    person = request.user
    assert isinstance(person, Person)
    form, now = StatementFilter(request.GET), timezone.now()
    is_narrowed = form.narrows()
    found = form.narrow(queries.statement(person.party))
    accounts = list(queries.accounts_of(person.party))
    # Any: what a Paginator needs is counting and slicing, which the stubs do not know.
    entries: Any = found if is_narrowed else queries.EntriesInOrder(accounts)
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page.object_list),
        # Of a period: of all that ever was, they would be added up anew for each page.
        "totals": totals_of(found) if is_narrowed else None,
        "balance": sum(account.balance for account in accounts),
        "ending": queries.coin_end(now),
        "expiring": queries.expiring(person.party, now),
        "asked": asked.urlencode(),
        "is_narrowed": is_narrowed or any(request.GET.get(name) for name in form.fields),
        "months": _months(timezone.localdate()),
        "export_limit": EXPORT_LIMIT,
    }
    return render(request, "currency/statement.html", context)


@login_required
@require_GET
def statement_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file for a spreadsheet, the newest 10,000 lines."""
    person = request.user
    assert isinstance(person, Person)
    form = StatementFilter(request.GET)
    narrowed = form.narrow(queries.statement(person.party))
    entries = (
        narrowed if form.narrows() else queries.EntriesInOrder(queries.accounts_of(person.party))
    )
    return spreadsheet(
        "afschrift",
        ["datum", "soort", "klus, winkel of ander", "gemeente", "bedrag", "saldo"],
        (_cells(line) for line in lines_of(entries[:EXPORT_LIMIT])),
    )


def _cells(line: Line) -> list[str]:
    transfer = line.entry.transfer
    return [
        f"{timezone.localtime(transfer.at):%Y-%m-%d %H:%M}",
        transfer.get_kind_display(),
        plain_cell(line.title),
        plain_cell(line.town),
        coins_plain(line.entry.amount),
        coins_plain(line.entry.balance_after),
    ]


def _months(today: date) -> list[tuple[date, date]]:
    """This month and the one before, as first and last day."""
    first = today.replace(day=1)
    last_before = first - timedelta(days=1)
    return [(first, today), (last_before.replace(day=1), last_before)]

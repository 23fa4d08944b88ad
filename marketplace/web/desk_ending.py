"""Where all coins went, at the console: while the coin runs, and when it has come to its end."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.queries import WhereItWent, coin_end, where_it_went
from tenants.web.figures import coins_plain
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The last days, what became of all that was issued, and every pot by kind."""
    person_who_may(request, "see-programmes")
    context = {"ending": coin_end(timezone.now()), "report": where_it_went()}
    return render(request, "marketplace/console_ending.html", context)


@login_required
@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet: a line for each pot and kind, and what is left of each pot."""
    person_who_may(request, "see-programmes")
    head = ["potje", "soort", "boekingen", "erbij", "eraf", "over"]
    return spreadsheet("waar-alles-heen-ging", head, _rows(where_it_went()))


def _rows(report: WhereItWent) -> Iterator[list[object]]:
    for found in report.pots:
        for flow in found.flows:
            yield [
                str(found.pot.label), str(flow.kind.label), flow.entries,
                coins_plain(flow.came_in), coins_plain(flow.went_out), "",
            ]  # fmt: skip
        yield [
            str(found.pot.label), "totaal", sum(flow.entries for flow in found.flows),
            coins_plain(found.came_in), coins_plain(found.went_out), coins_plain(found.left),
        ]  # fmt: skip

"""Where all coins went, at the console: while the coin runs, and when it has come to its end."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.models import Pot
from currency.queries import WhereItWent, coin_end, where_it_went
from tenants.web.figures import coins_plain
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may

# Who holds it, said more fully than on a statement, where one sees one's own pots alone.
PLACES: Final[Mapping[str, str | Promise]] = {
    Pot.ISSUED: _("Uitgifte"),
    Pot.PROGRAMME: _("Budgetten"),
    Pot.EARNED: _("Inwoners: verdiend"),
    Pot.TOPPED_UP: _("Inwoners: zelf opgewaardeerd"),
    Pot.GIFT: _("Inwoners: gekregen"),
    Pot.EMERGENCY: _("Inwoners: noodsteun"),
    Pot.ORGANISATION: _("Organisaties"),
    Pot.MERCHANT: _("Winkels"),
    Pot.REDEEMED: _("Ingewisseld"),
    Pot.CLEARING: _("Andere gemeenten"),
    Pot.FEES: _("Kosten van inwisselen"),
    Pot.EXPIRED: _("Verlopen en vervallen"),
}


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The last days, what became of all that was issued, and every pot by kind."""
    person_who_may(request, "see-programmes")
    report = where_it_went()
    context = {
        "ending": coin_end(timezone.now()),
        "report": report,
        "destinations": [
            (one.kind.label.capitalize() if one.kind else PLACES[one.pot], one.amount)
            for one in report.destinations
        ],
        "pots": [(PLACES[found.pot], found) for found in report.pots],
    }
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
                str(PLACES[found.pot]), str(flow.kind.label), flow.entries,
                coins_plain(flow.came_in), coins_plain(flow.went_out), "",
            ]  # fmt: skip
        yield [
            str(PLACES[found.pot]), "totaal", found.entries,
            coins_plain(found.came_in), coins_plain(found.went_out), coins_plain(found.left),
        ]  # fmt: skip

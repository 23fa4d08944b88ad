"""Who owes whom in a region, how full the caps are, and where the books differ."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from settlement.clearing import queries
from tenants.models import Agreement
from tenants.queries import agreements_of_region
from tenants.web.figures import coins_plain
from tenants.web.region_views import asker
from tenants.web.spreadsheet import spreadsheet


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The region at a glance: the matrix of debts, the fullest caps, what waits."""
    region, person = asker(request, "see-region")
    found = queries.positions(region) if person.may("see-positions") else []
    waiting = agreements_of_region(region).filter(state=Agreement.State.PROPOSED)
    context = {
        "region": region,
        "tenants": queries.tenants_of(region),
        "matrix": queries.debt_matrix(region, found),
        "positions": found,
        "caps": queries.caps(region),
        "broken": [position for position in found if position.breaks],
        "waiting": waiting,
        "gross_cents": sum(position.gross_cents for position in found),
        "net_cents": sum(position.settles_cents for position in found),
        "may_see_positions": person.may("see-positions"),
    }
    return render(request, "clearing/overview.html", context)


@login_required
@never_cache
@require_GET
def positions(request: HttpRequest) -> HttpResponse:
    """Every pair: euros both ways, what is left after setting off, whether the books mirror."""
    region, _person = asker(request, "see-positions")
    found = queries.positions(region)
    owed = sorted(queries.owed_by_tenant(region, found), key=lambda one: -one.net)
    most = max((abs(one.net) for one in owed), default=0) or 1
    context = {
        "region": region,
        "positions": found,
        # Each with the left end and the length of its bar; the middle of the scale is nothing.
        "owed": [(one, min(one.net, 0), abs(one.net)) for one in owed],
        "scale": {"left": -most, "width": 2 * most},
        "gross_cents": sum(position.gross_cents for position in found),
        "net_cents": sum(position.settles_cents for position in found),
        "payments": sum(1 for position in found if position.net_cents),
        "broken": [position for position in found if position.breaks],
    }
    return render(request, "clearing/positions.html", context)


@login_required
@never_cache
@require_GET
def positions_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file for a spreadsheet: one line for each direction."""
    region, _person = asker(request, "see-positions")
    rows = (
        [flow.issuer.name, flow.acceptor.name, flow.paid.payments,
         coins_plain(flow.paid.own), coins_plain(flow.cents),
         _("nee") if position.breaks else _("ja")]
        for position in queries.positions(region)
        for flow in (position.first_owes, position.second_owes)
    )  # fmt: skip
    return spreadsheet(
        f"verrekening-{region.slug}-{localdate():%Y-%m-%d}",
        ["betaalt", "krijgt", "betalingen", "munten", "euro", "klopt aan beide kanten"],
        rows,
    )

"""A shop's euros: what is ready, what still ages, what is on its way, what was paid."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.keys import key_for
from marketplace.errors import NoTill
from marketplace.web.till_choice import chosen_till
from settlement import errors, queries
from settlement.payees import shop_of
from settlement.services.redemptions import redeem
from settlement.web.forms import PeriodForm
from tenants.people.models import Party
from tenants.web.figures import coins_plain
from tenants.web.key_form import KeyForm
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_of, step

PAYOUTS_PER_PAGE: Final = 25
KINDS: Final = {
    "redemption": gettext_lazy("Heitjes ingewisseld"),
    "payout": gettext_lazy("Uitbetaald"),
    "payout-return": gettext_lazy("Uitbetaling teruggekomen"),
}


@login_required
@never_cache
@require_GET
def payouts(request: HttpRequest) -> HttpResponse:
    """What the municipality owes this shop and when it comes."""
    shop = _own_shop(request)
    page = Paginator(queries.payouts_of(shop), PAYOUTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"euros": queries.shop_euros(shop, timezone.now()), "page": page}
    return render(request, "settlement/shop_payouts.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def request_payout(request: HttpRequest) -> HttpResponse:
    """Ask for everything that is old enough: coins become euros, and that stays so."""
    shop, person = _own_shop(request), person_of(request)
    form = KeyForm(request.POST or None)

    def run() -> HttpResponse:
        redeem(
            merchant=shop,
            actor=person.party_id,
            now=timezone.now(),
            key=key_for("redeem", shop.id, form.used_key()),
        )
        messages.success(request, _("Aangevraagd. Je euro’s gaan mee met de volgende betaling."))
        return redirect("settlement:shop-payouts")

    context = {"euros": queries.shop_euros(shop, timezone.now())}
    return step(request, "settlement/shop_request.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Every redemption, payout and return over a period, with what was owed before and after."""
    shop, today = _own_shop(request), localdate()
    form = PeriodForm.of(request.GET, today)
    context = {
        "form": form,
        "statement": queries.shop_statement(shop, *form.period(today)),
        "kinds": KINDS,
    }
    return render(request, "settlement/shop_statement.html", context)


@login_required
@never_cache
@require_GET
def statement_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    shop, today = _own_shop(request), localdate()
    found = queries.shop_statement(shop, *PeriodForm.of(request.GET, today).period(today))
    rows = (
        [f"{timezone.localtime(line.at):%Y-%m-%d %H:%M}", KINDS.get(line.kind, line.kind),
         line.reference, coins_plain(line.coins), coins_plain(line.fee),
         coins_plain(line.owed_cents)]
        for line in found.lines
    )  # fmt: skip
    return spreadsheet(
        f"uitbetalingen-{found.since:%Y-%m-%d}-{found.until:%Y-%m-%d}",
        ["datum", "soort", "kenmerk", "munten", "kosten in munten", "euro"],
        rows,
    )


def _own_shop(request: HttpRequest) -> Party:
    """The shop the person owns, of this screen's till where they own several. Raises NoShop."""
    shop = shop_of(person_of(request), standing_at=_shop_of_the_till(request))
    if shop is None:
        raise errors.NoShop
    return shop


def _shop_of_the_till(request: HttpRequest) -> UUID | None:
    try:
        till = chosen_till(request)
    except NoTill:
        return None
    return till.merchant.party_id if till else None

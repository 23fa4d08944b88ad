"""Where the coin is good; and asking to take part with a shop of one's own."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from currency.web.addresses import address_at
from marketplace import queries
from marketplace.finding.web.live_map import live_map, points_of, shows_map
from marketplace.finding.web.places import start_of
from marketplace.queries import partners
from marketplace.rules.opening_hours import open_until, week_lines
from marketplace.services.merchants import ShopDetails, apply_merchant
from marketplace.web.chips import asked_but_page, chips_of
from marketplace.web.forms import ApplyForm, ShopFilterForm
from tenants.people.queries import neighbourhoods
from tenants.queries import acceptors_of, current_tenant
from tenants.web.steps import person_of, step

SHOPS_PER_PAGE: Final = 24


@require_GET
@shows_map
def shops(request: HttpRequest) -> HttpResponse:
    """Shops where the coin is good: by name, or those nearest to where one begins."""
    places = list(neighbourhoods())
    start = start_of(request.GET.get("near", ""), None, places)
    form = ShopFilterForm(request.GET, places=places)
    found = queries.merchants_found(**form.chosen(), near=start.point)
    page = Paginator(found, SHOPS_PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "form": form,
        "page": page,
        "asked": asked_but_page(request.GET),
        "chips": chips_of(request.GET, "category", form.fields["category"].choices),  # type: ignore[attr-defined]
        "days": chips_of(
            request.GET, "day", [("", _("Elke dag")), (today.isoformat(), _("Vandaag open"))]
        ),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "is_guess": any(getattr(one, "is_guess", False) for one in page),
        "start": start,
        "live": live_map(request, "marketplace:shops-map", points_of(page), start.point),
        "elsewhere": _elsewhere(request),
    }
    return render(request, "marketplace/shops.html", context)


@require_GET
def shop(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """One shop: where it is and when it is open."""
    found = queries.merchant(merchant_id)
    now = timezone.localtime()
    context = {
        "shop": found,
        "hours": week_lines(found.hours),
        "today": now.weekday(),
        "open_until": open_until(found.hours, now),
        "branches": [
            (branch, dict(week_lines(branch.hours)).get(now.weekday()))
            for branch in partners.open_branches(found)
        ],
    }
    return render(request, "marketplace/shop.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Ask to take part with a shop."""
    terms = partners.current_terms()
    form = ApplyForm(request.POST or None, terms=terms)

    def run() -> HttpResponse:
        made = apply_merchant(
            key=form.used_key(), details=ShopDetails(**form.told()), owner=person_of(request),
            now=timezone.now(), terms_version=form.cleaned_data.get("terms_version"),
        )  # fmt: skip
        messages.success(request, _("Je aanvraag is binnen. De gemeente kijkt hem na."))
        return redirect("marketplace:shop-desk", made.id)

    return step(request, "marketplace/apply.html", run, context={"terms": terms}, form=form)


def _elsewhere(request: HttpRequest) -> list[dict[str, object]]:
    """Other municipalities in whose shops the coin is good today, and where those are listed."""
    path = reverse("marketplace:shops")
    return [
        {"tenant": tenant, "url": address_at(request, tenant, path)}
        for tenant in acceptors_of(current_tenant(), on=timezone.localdate())
    ]

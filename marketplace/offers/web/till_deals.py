"""Deals at the till: what runs, giving one, and for the owner making, changing and stopping."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.models import Till
from marketplace.offers import queries
from marketplace.offers.services.claims import claim_deal, take_back_claim
from marketplace.offers.services.deals import change_deal, make_deal, own_shop, stop_deal
from marketplace.offers.web.forms import ClaimForm, DealForm, filled_with
from marketplace.web.till_choice import till_or_refuse
from tenants.people.queries import owns
from tenants.web.steps import person_of, step

DEALS_SHOWN: Final = 50
GIVEN_SHOWN: Final = 20


@login_required
@never_cache
@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    """What runs now, and what comes or is over."""
    chosen, now = till_or_refuse(request), timezone.now()
    found = list(queries.deals_of(chosen.merchant_id, now=now)[:DEALS_SHOWN])
    today = timezone.localdate(now)
    context = {
        "till": chosen,
        "running": [deal for deal in found if deal.runs_on(today)],
        "others": [deal for deal in found if not deal.runs_on(today)],
        "today": today,
        "is_owner": _is_owner(request, chosen),
    }
    return render(request, "offers/till_deals.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A deal more."""
    chosen, person, now = till_or_refuse(request), person_of(request), timezone.now()
    own_shop(chosen.merchant_id, person)
    today = timezone.localdate(now)
    form = DealForm(
        request.POST or None, initial={"starts_on": today, "ends_on": today + timedelta(days=30)}
    )

    def run() -> HttpResponse:
        make_deal(
            key=form.used_key(), merchant_id=chosen.merchant_id, terms=form.as_terms(),
            actor=person, now=now,
        )  # fmt: skip
        messages.success(request, _("De actie staat klaar."))
        return redirect("offers:till-deals")

    return step(request, "offers/till_deal_form.html", run, context={"till": chosen}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Other words, days, price or number."""
    chosen, person = till_or_refuse(request), person_of(request)
    own_shop(chosen.merchant_id, person)
    deal = queries.deal_of(chosen.merchant_id, deal_id, now=timezone.now())
    form = DealForm(request.POST or None, initial=filled_with(deal))

    def run() -> HttpResponse:
        change_deal(deal_id=deal.id, terms=form.as_terms(), actor=person)
        messages.success(request, _("De actie is veranderd."))
        return redirect("offers:till-deals")

    context = {"till": chosen, "deal": deal}
    return step(request, "offers/till_deal_form.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Give it no more, after a question."""
    chosen, person, now = till_or_refuse(request), person_of(request), timezone.now()
    own_shop(chosen.merchant_id, person)
    deal = queries.deal_of(chosen.merchant_id, deal_id, now=now)

    def run() -> HttpResponse:
        stop_deal(deal_id=deal.id, actor=person, now=now)
        messages.success(request, _("De actie is gestopt."))
        return redirect("offers:till-deals")

    context = {"till": chosen, "deal": deal}
    return step(request, "offers/till_deal_stop.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Give it to the customer who stands here: at once, or when the payment comes in."""
    chosen, now = till_or_refuse(request), timezone.now()
    deal = queries.deal_of(chosen.merchant_id, deal_id, now=now)
    form = ClaimForm(request.POST or None)

    def run() -> HttpResponse:
        claim = claim_deal(
            key=form.used_key(), deal_id=deal.id, till=chosen, actor=person_of(request), now=now,
            amount=form.cleaned_data["amount"],
        )  # fmt: skip
        if claim.request is not None:
            return redirect("marketplace:till-request", claim.request.id)
        messages.success(request, _("Gegeven: %(deal)s.") % {"deal": deal.title})
        return redirect("offers:till-deal-give", deal.id)

    since = now.replace(hour=0, minute=0) if deal.is_free else now - timedelta(days=1)
    context = {
        "till": chosen,
        "deal": deal,
        "runs": deal.runs_on(timezone.localdate(now)),
        "given": queries.given_since(deal, since=since)[:GIVEN_SHOWN],
        "today": timezone.localdate(now),
    }
    return step(request, "offers/till_deal.html", run, context=context, form=form)


@login_required
@require_POST
def take_back(request: HttpRequest, place_id: int) -> HttpResponse:
    """A mistake: what was given for nothing today is free again."""
    chosen = till_or_refuse(request)
    place = take_back_claim(
        place_id=place_id, till=chosen, actor=person_of(request), now=timezone.now()
    )
    messages.success(request, _("Teruggedraaid. De actie is weer een keer over."))
    return redirect("offers:till-deal-give", place.deal_id)


def _is_owner(request: HttpRequest, chosen: Till) -> bool:
    return owns(person_party=person_of(request).party_id, party=chosen.merchant.party_id)

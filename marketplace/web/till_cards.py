"""A customer's card at the till: paying what is asked, and seeing what is on it.

The code goes by POST alone: it stands in no address, so in no log of addresses either.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.queries import live_state, request_of_payee, rules_in_force
from currency.web.guessing import refuses_guessing
from marketplace.services.till_cards import balance_by_card, pay_by_card
from marketplace.web.card_forms import CardBalanceForm, CardPayForm
from marketplace.web.till_choice import till_or_refuse
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def pay(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Read the card, key the PIN, paid."""
    chosen, now = till_or_refuse(request), timezone.now()
    asked = request_of_payee(request_id, chosen.merchant.party)
    if live_state(asked, now=now)["state"] != "open":
        return redirect("marketplace:till-request", asked.id)
    form = CardPayForm(request.POST or None)

    def run() -> HttpResponse:
        found = form.cleaned_data
        pay_by_card(
            request_id=asked.id, till=chosen, card_code=found["code"], pin=found["pin"],
            actor=person_of(request), now=timezone.now(),
        )  # fmt: skip
        return redirect("marketplace:till-request", asked.id)

    rules = rules_in_force(now).rules.cards
    context = {
        "till": chosen,
        "asked": asked,
        "rules": rules,
        "needs_pin": asked.amount > rules.pin_above,
    }
    return step(request, "marketplace/till_card.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def balance(request: HttpRequest) -> HttpResponse:
    """What is on a card, for its PIN."""
    chosen = till_or_refuse(request)
    form = CardBalanceForm(request.POST or None)

    def run() -> HttpResponse:
        found = form.cleaned_data
        amount = balance_by_card(
            till=chosen, card_code=found["code"], pin=found["pin"], actor=person_of(request),
            now=timezone.now(),
        )  # fmt: skip
        context = {"till": chosen, "balance": amount}
        return render(request, "marketplace/till_card_balance.html", context)

    context = {"till": chosen, "asked": None, "needs_pin": True}
    return step(request, "marketplace/till_card.html", run, context=context, form=form)


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Where the code of a card leads a phone's camera: what it is, and what to do when found.

    The code itself stands behind a # and never reaches the server.
    """
    return render(request, "marketplace/card_about.html")

"""The till asks more than one customer, or one who is not there: shares of a bill, a resident."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.queries import asked_by, bill_state, bills_of, payer_name, state_of
from currency.rules.shares import equal_shares
from currency.web.asking import spaced
from currency.web.request_forms import SharersField
from marketplace.services.till_requests import ask_resident, split_at_till, stop_bill
from marketplace.web.till_choice import till_or_refuse
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_of, step

BILLS_SHOWN = 10
REQUESTS_SHOWN = 20


class TableForm(KeyForm):
    """A bill and how many share it."""

    total = AmountField(label=gettext_lazy("Hele bedrag"), max_length=24)
    people = SharersField(label=gettext_lazy("Met hoeveel mensen?"))
    description = forms.CharField(
        label=gettext_lazy("Omschrijving (mag, hoeft niet)"), required=False, max_length=140
    )

    def clean(self) -> dict[str, Any]:
        """A share is at least a hundredth."""
        found = super().clean() or self.cleaned_data
        if found.get("total") and found.get("people") and found["total"] < found["people"]:
            self.add_error("total", _("Dit bedrag is te klein om zo te delen."))
        return found


class ResidentForm(KeyForm):
    """Who is asked, and how much."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres van de inwoner"),
        help_text=gettext_lazy("Of er iemand met dit adres meedoet, zeggen we niet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    amount = AmountField(label=gettext_lazy("Bedrag"), max_length=24)
    description = forms.CharField(label=gettext_lazy("Waarvoor?"), max_length=140)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest) -> HttpResponse:
    """Share a bill over a table."""
    chosen = till_or_refuse(request)
    form = TableForm(request.POST or None)

    def run() -> HttpResponse:
        found = form.cleaned_data
        made = split_at_till(
            key=form.used_key(), till=chosen, total=found["total"],
            shares=equal_shares(found["total"], found["people"]),
            description=found["description"], actor=person_of(request), now=timezone.now(),
        )  # fmt: skip
        return redirect("marketplace:till-bill", made.id)

    context = {"till": chosen, "bills": bills_of(chosen.merchant.party)[:BILLS_SHOWN]}
    return step(request, "marketplace/till_split.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def bill(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Who of the table paid; asked again by itself until all did."""
    chosen = till_or_refuse(request)
    found = bill_state(bill_id, chosen.merchant.party, now=timezone.now())
    context = {
        "till": chosen,
        "state": found,
        "shares": [
            (share, told, payer_name(share), spaced(share.code)) for share, told in found.told
        ],
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    name = "marketplace/_till_bill.html" if is_fragment else "marketplace/till_bill.html"
    return render(request, name, context)


@login_required
@require_POST
def stop(request: HttpRequest, bill_id: int) -> HttpResponse:
    """Ask the rest of the table no more."""
    stop_bill(
        bill_id=bill_id, till=till_or_refuse(request), actor=person_of(request), now=timezone.now()
    )
    messages.success(request, _("We vragen het niemand meer. Wat betaald is, blijft betaald."))
    return redirect("marketplace:till-bill", bill_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def resident(request: HttpRequest) -> HttpResponse:
    """Ask a resident who is not at the counter, and see what became of that."""
    chosen, now = till_or_refuse(request), timezone.now()
    form = ResidentForm(request.POST or None)

    def run() -> HttpResponse:
        found = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        ask_resident(key=form.used_key(), till=chosen, actor=person_of(request), now=now, **found)
        messages.success(
            request, _("Je vraag is klaar. Als dit adres hier meedoet, ligt er een bericht.")
        )
        return redirect("marketplace:till-resident")

    asked = asked_by(chosen.merchant.party).exclude(payer=None)[:REQUESTS_SHOWN]
    context = {"till": chosen, "asked": [(one, state_of(one, now)) for one in asked]}
    return step(request, "marketplace/till_resident.html", run, context=context, form=form)

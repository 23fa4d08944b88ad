"""Topping up at the counter: a resident pays by card or in cash and gets coins, with a receipt.

What it costs and what bonus comes with it is shown first; the money is taken; then it is booked.
"""

from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.queries import rules_in_force
from currency.queries.top_ups import quote_top_up, receipt_of, top_ups
from currency.services.top_ups import REFERENCE, refuse_unless_offered, top_up
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.queries import names_by_party, person_by_word
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may, step

TEMPLATE: Final = "marketplace/console_top_up.html"


class TopUpForm(KeyForm):
    """Who, how much, and how it is paid."""

    who = forms.CharField(
        label=gettext_lazy("Wie?"), max_length=254,
        help_text=gettext_lazy("Een e-mailadres of een inwonernummer."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    amount = AmountField(label=gettext_lazy("Hoeveel munten?"), max_length=24)
    reference = forms.CharField(
        label=gettext_lazy("Hoe is er betaald?"), max_length=35,
        help_text=gettext_lazy("Het bonnummer van de pin, of: contant."),
    )  # fmt: skip

    def clean_who(self) -> Person:
        """Somebody who is there."""
        found = person_by_word(self.cleaned_data["who"])
        if found is None:
            raise forms.ValidationError(_("Deze inwoner kennen we niet."))
        return found

    def clean_reference(self) -> str:
        """What the books can keep."""
        told: str = self.cleaned_data["reference"].strip()
        if not REFERENCE.fullmatch(told):
            raise forms.ValidationError(_("Gebruik alleen letters, cijfers, streepjes en spaties."))
        return told


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The sum, then what it costs, then it is booked."""
    person = person_who_may(request, "deposit-cover")
    now = timezone.now()
    form = TopUpForm(request.POST or None)

    def run() -> HttpResponse:
        found = form.cleaned_data
        done = top_up(
            key=form.used_key(), resident=found["who"].party, amount=found["amount"],
            actor=person.party_id, payment_reference=found["reference"], at=now,
        )  # fmt: skip
        messages.success(request, _("Opgewaardeerd. Het staat op het saldo van de inwoner."))
        return redirect("marketplace:console-top-up-receipt", done.transfer.id)

    def sure() -> dict[str, object]:
        resident, amount = form.cleaned_data["who"], form.cleaned_data["amount"]
        quote = quote_top_up(resident=resident.party, amount=amount, at=now)
        refuse_unless_offered(quote, now)
        return {"quote": quote, "resident": resident}

    context = {"rules": rules_in_force(now).rules.top_up}
    return step(request, TEMPLATE, run, context=context, form=form, sure=sure)


@login_required
@never_cache
@require_GET
def receipt(request: HttpRequest, top_up_id: int) -> HttpResponse:
    """What was bought, to give to the resident."""
    person_who_may(request, "deposit-cover")
    transfer = top_ups().filter(id=top_up_id).first()
    if transfer is None:
        raise NotFound
    context = {
        "receipt": receipt_of(transfer),
        "staff": names_by_party([transfer.actor]).get(transfer.actor, ""),
    }
    return render(request, "marketplace/console_top_up_receipt.html", context)

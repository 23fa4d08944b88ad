"""Finding a payment at the console by what stands on its receipt, and putting it right."""

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
from django.views.decorators.http import require_GET, require_http_methods

from currency.services.disputes import DECIDE
from marketplace.queries.payments import FoundPayment, payment_found, payment_of_console
from marketplace.services.corrections import give_back_by_staff
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may, step

REASONS = [
    ("", gettext_lazy("Kies een reden")),
    ("twice", gettext_lazy("Twee keer betaald")),
    ("wrong-amount", gettext_lazy("Het bedrag klopte niet")),
    ("wrong-shop", gettext_lazy("Bij de verkeerde winkel betaald")),
    ("not-by-payer", gettext_lazy("De inwoner heeft dit niet zelf betaald")),
    ("shop-stopped", gettext_lazy("De winkel kan niet meer leveren")),
    ("other", gettext_lazy("Iets anders")),
]


class CorrectionForm(KeyForm):
    """How much goes back, for which reason, in one's own words too."""

    amount = AmountField(label=gettext_lazy("Hoeveel gaat er terug?"), max_length=24)
    reason = forms.ChoiceField(label=gettext_lazy("Reden"), choices=REASONS)
    words = forms.CharField(
        label=gettext_lazy("In je eigen woorden"),
        max_length=140,
        help_text=gettext_lazy("De inwoner en de winkel lezen dit."),
    )

    def __init__(self, *args: Any, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left

    def clean_amount(self) -> int:
        """No more than is left."""
        amount: int = self.cleaned_data["amount"]
        if amount > self.left:
            raise forms.ValidationError(gettext_lazy("Zoveel is er niet meer over."))
        return amount

    def said(self) -> str:
        """The reason and the words with it."""
        reason = dict(REASONS)[self.cleaned_data["reason"]]
        return f"{reason}. {self.cleaned_data['words']}"


@login_required
@never_cache
@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Look for a payment by its code or the number of its receipt."""
    person_who_may(request, DECIDE)
    text = request.GET.get("zoek", "").strip()[:24]
    context = {"text": text, "payment": payment_found(text) if text else None}
    return render(request, "marketplace/console_payments.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Give a payment back: how much and why, then a question, then it is done."""
    person = person_who_may(request, DECIDE)
    payment = payment_of_console(transfer_id)
    form = _form(request, payment)
    context = {"payment": payment}
    template = "marketplace/console_payment_back.html"

    def run() -> HttpResponse:
        give_back_by_staff(
            key=form.used_key(),
            transfer_id=transfer_id,
            amount=form.cleaned_data["amount"],
            reason=form.said(),
            actor=person,
            now=timezone.now(),
        )
        messages.success(request, _("Teruggegeven. De inwoner en de winkel krijgen bericht."))
        return redirect("marketplace:console-payments")

    def sure() -> dict[str, object]:
        return {"amount": form.cleaned_data["amount"], "said": form.said()}

    return step(request, template, run, context=context, form=form, sure=sure)


def _form(request: HttpRequest, payment: FoundPayment) -> CorrectionForm:
    # The second tap of a sure one: nothing is left by then, and the key answers what was done.
    left = payment.amount if "zeker" in request.POST else payment.left
    return CorrectionForm(request.POST or None, left=left, initial={"amount": payment.left or None})

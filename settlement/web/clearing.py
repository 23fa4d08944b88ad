"""The municipality's side of clearing runs: say yes, pay, and say what came in."""

import re
from collections.abc import Callable
from uuid import UUID

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

from currency.queries import cover
from settlement.clearing import run_queries as queries
from settlement.clearing.errors import BankReferenceInvalid
from settlement.clearing.models import BANK_REFERENCE
from settlement.clearing.services import payments as services
from tenants.queries import current_tenant
from tenants.web.steps import person_who_may, step


class PaidForm(forms.Form):
    """What the bank calls the payment."""

    bank_reference = forms.CharField(
        label=gettext_lazy("Kenmerk van de bank"),
        help_text=gettext_lazy("Staat bij de afschrijving, bijvoorbeeld BNG2611240001."),
        max_length=35,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_bank_reference(self) -> str:
        """In capitals. Said at the field, before the service would refuse it."""
        found = str(self.cleaned_data["bank_reference"]).strip().upper()
        if not re.fullmatch(BANK_REFERENCE, found):
            raise forms.ValidationError(str(BankReferenceInvalid.sentence))
        return found


@login_required
@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a yes, what is to be paid, what to be confirmed, and what is done."""
    person = person_who_may(request, "see-clearing")
    context = {
        "desk": queries.town_desk(current_tenant()),
        "cover": cover(),
        "may_approve": person.may("approve-clearing"),
        "may_settle": person.may("settle-clearing"),
    }
    return render(request, "settlement/clearing.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm, then say yes to all this town pays in a run."""
    person = person_who_may(request, "approve-clearing")

    def run() -> HttpResponse:
        services.approve_run(run_id=run_id, by=person, now=timezone.now())
        messages.success(request, _("Akkoord. De euro’s staan apart voor deze betalingen."))
        return redirect("settlement:clearing")

    context = {"share": queries.share_of(current_tenant(), run_id), "cover": cover()}
    return step(request, "settlement/clearing_approve.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Say under which reference the bank paid it."""
    person = person_who_may(request, "settle-clearing")
    form = PaidForm(request.POST or None)

    def run() -> HttpResponse:
        services.mark_paid(
            payment_id=payment_id,
            bank_reference=form.cleaned_data["bank_reference"],
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("Genoteerd. De andere gemeente bevestigt het als het er is."))
        return redirect("settlement:clearing")

    context = {"payment": queries.payment_of(current_tenant(), payment_id, side="debtor")}
    return step(request, "settlement/clearing_pay.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Confirm that it came in: booked on both sides."""
    told = _("Geboekt. De dekking is hoger geworden.")
    template = "settlement/clearing_confirm.html"
    return _answer(request, payment_id, services.confirm_payment, template, told)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def deny(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Say that nothing came in: the other town looks again."""
    told = _("Doorgegeven. De andere gemeente kijkt het na.")
    template = "settlement/clearing_deny.html"
    return _answer(request, payment_id, services.deny_payment, template, told)


def _answer(
    request: HttpRequest, payment_id: UUID, act: Callable[..., object], template: str, told: str
) -> HttpResponse:
    person = person_who_may(request, "settle-clearing")

    def run() -> HttpResponse:
        act(payment_id=payment_id, by=person, now=timezone.now())
        messages.success(request, told)
        return redirect("settlement:clearing")

    context = {"payment": queries.payment_of(current_tenant(), payment_id, side="creditor")}
    return step(request, template, run, context=context)

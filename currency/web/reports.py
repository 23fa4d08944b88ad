"""Saying that a payment is wrong, from its receipt: report, see how it stands, take it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency import queries
from currency.models import Dispute
from currency.receipts import Receipt
from currency.rules.refunds import may_still_report
from currency.services import payments
from currency.services.disputes import open_dispute, withdraw_dispute
from currency.web.guessing import refuses_guessing
from tenants.errors import NotFound
from tenants.people.models import Party
from tenants.queries import current_tenant
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_of, step


class ReportForm(KeyForm):
    """What is wrong with a payment, in a few words."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Wat klopt er niet?"),
        choices=Dispute.Reason.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Vertel erbij wat er gebeurde"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("De winkel en de gemeente lezen dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Something else has to be told."""
        found = super().clean() or {}
        if found.get("reason") == Dispute.Reason.OTHER and not found.get("text", "").strip():
            self.add_error("text", gettext_lazy("Vertel wat er niet klopt."))
        return found


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Report a payment of one's own, after reading what happens then."""
    party = person_of(request).party
    receipt = payments.receipt_for(code=code, payer=party)
    form = ReportForm(request.POST or None)
    now = timezone.now()

    def run() -> HttpResponse:
        open_dispute(
            key=form.used_key(),
            transfer_id=receipt.transfer_id,
            payer=party,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            at=now,
        )
        messages.success(request, _("Gemeld. De gemeente kijkt ernaar en laat het je weten."))
        return redirect(_receipt_url(code))

    context = {"receipt": receipt, "code": code, **afterwards(receipt, party, now)}
    return step(request, "currency/report.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take the report back, after a question."""
    party = person_of(request).party
    receipt = payments.receipt_for(code=code, payer=party)
    dispute = queries.dispute_of(receipt.transfer_id, party)
    if dispute is None:
        raise NotFound

    def run() -> HttpResponse:
        withdraw_dispute(dispute_id=dispute.id, payer=party, at=timezone.now())
        messages.success(request, _("Je melding is ingetrokken."))
        return redirect(_receipt_url(code))

    context = {"receipt": receipt, "code": code, "dispute": dispute}
    return step(request, "currency/report_withdraw.html", run, context=context)


def afterwards(receipt: Receipt, party: Party, now: datetime) -> Mapping[str, object]:
    """What became of a payment since, and whether its payer may still report it."""
    refunds = queries.refunds_of([receipt.transfer_id]).get(receipt.transfer_id, [])
    left = receipt.paid - sum(one.amount for one in refunds)
    dispute = queries.dispute_of(receipt.transfer_id, party)
    days = queries.rules_in_force(now).rules.refunds.dispute_days
    is_new = dispute is None or dispute.state == Dispute.State.WITHDRAWN
    return {
        "refunds": refunds,
        "left": left,
        "dispute": dispute,
        "may_report": receipt.tenant == current_tenant()
        and is_new
        and left > 0
        and may_still_report(paid_at=receipt.at, days=days, now=now),
    }


def _receipt_url(code: str) -> str:
    return reverse("currency:receipt", args=[queries.plain_code(code)]) + "?bon"

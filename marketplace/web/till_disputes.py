"""What customers reported, at the till: read it, answer, or give the money back at once."""

from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Dispute
from currency.queries import disputes_at, given_back_of
from currency.services.disputes import accept_dispute, answer_dispute
from marketplace.models import Till
from marketplace.web.till_choice import till_or_refuse
from tenants.errors import NotFound
from tenants.web.steps import person_of, step

DISPUTES_PER_PAGE: Final = 25


class AnswerForm(forms.Form):
    """The shop's side of it."""

    text = forms.CharField(
        label=gettext_lazy("Jouw antwoord"),
        max_length=500,
        help_text=gettext_lazy("De klant en de gemeente lezen dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@login_required
@never_cache
@require_GET
def disputes(request: HttpRequest) -> HttpResponse:
    """All that was reported of this shop's payments, what is open first."""
    chosen = till_or_refuse(request)
    page = Paginator(disputes_at(chosen.merchant.party), DISPUTES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "marketplace/till_disputes.html", {"till": chosen, "page": page})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """One report, and the shop's answer to it."""
    chosen = till_or_refuse(request)
    found = _own(chosen, dispute_id)
    form = AnswerForm(request.POST or None, initial={"text": found.answer})

    def run() -> HttpResponse:
        answer_dispute(
            dispute_id=found.id,
            actor=person_of(request),
            text=form.cleaned_data["text"],
            at=timezone.now(),
        )
        messages.success(request, _("Je antwoord staat erbij."))
        return redirect("marketplace:till-dispute", found.id)

    context = {"till": chosen, "dispute": found, "left": _left(found)}
    return step(request, "marketplace/till_dispute.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Give back what is left, after a question."""
    chosen = till_or_refuse(request)
    found = _own(chosen, dispute_id)

    def run() -> HttpResponse:
        accept_dispute(dispute_id=found.id, actor=person_of(request), at=timezone.now())
        messages.success(request, _("Teruggegeven. Het staat weer op het saldo van de klant."))
        return redirect("marketplace:till-disputes")

    context = {"till": chosen, "dispute": found, "left": _left(found)}
    return step(request, "marketplace/till_dispute_accept.html", run, context=context)


def _own(chosen: Till, dispute_id: int) -> Dispute:
    found = disputes_at(chosen.merchant.party).filter(id=dispute_id).first()
    if found is None:
        raise NotFound
    return found


def _left(found: Dispute) -> int:
    """What of the payment was not given back."""
    transfer = found.transfer
    paid: int = sum(entry.amount for entry in transfer.entries.filter(amount__gt=0))
    return paid - given_back_of([transfer.id]).get(transfer.id, 0)

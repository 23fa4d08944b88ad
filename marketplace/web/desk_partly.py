"""Approving a part of somebody's work, with how much and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace import queries
from marketplace.services.approvals import approve_partly
from marketplace.waiting_errors import PartInvalid
from marketplace.web.desk_forms import ReasonForm
from tenants.web.amount import AmountField
from tenants.web.steps import person_who_may_somewhere, step


class PartForm(ReasonForm):
    """A part of the reward, and why not all of it."""

    amount = AmountField(label=gettext_lazy("Welk deel van de beloning?"), max_length=24)
    field_order = ("amount", "reason")

    def __init__(self, *args: Any, reward: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reward = reward

    def clean_amount(self) -> int:
        """More than nothing and less than all."""
        amount: int = self.cleaned_data["amount"]
        if not 1 <= amount < self.reward:
            raise forms.ValidationError(PartInvalid.sentence, code=PartInvalid.code)
        return amount


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """A part was done: that part is paid, the rest goes back to the budget."""
    person = person_who_may_somewhere(request, "check-proof")
    found = queries.waiting_sign_up(sign_up_id, person)
    form = PartForm(request.POST or None, reward=found.slot.klus.reward)

    def run() -> HttpResponse:
        approve_partly(
            sign_up_id=found.id,
            actor=person,
            amount=form.cleaned_data["amount"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(
            request, _("Deels goedgekeurd. %(name)s heeft dat deel en leest waarom.")
            % {"name": found.resident.party.name},
        )  # fmt: skip
        return redirect("marketplace:console-proofs")

    return step(
        request, "marketplace/console_partly.html", run, context={"sign_up": found}, form=form
    )

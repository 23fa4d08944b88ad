"""Giving money back at the till: the whole of a payment or a part, keyed in like a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency.models import PaymentRequest, Transfer
from currency.queries import given_back_of, live_state, request_of_payee, rules_in_force
from marketplace import queries
from marketplace.models import Till
from marketplace.services.tills import refund_part, refund_payment
from marketplace.web.forms import RefundForm
from marketplace.web.keypad import KeyedSum, keyed
from marketplace.web.till_choice import till_or_refuse
from tenants.queries import current_tenant
from tenants.web.figures import coins_plain
from tenants.web.steps import person_of, step

TEMPLATE = "marketplace/till_refund.html"


@dataclass(frozen=True)
class Asked:
    """A paid request, and what of it was given back and may still be. Minor units."""

    request: PaymentRequest
    transfer: Transfer
    given_back: int
    refundable: int
    may_be_part: bool

    @property
    def left(self) -> int:
        """What was not given back."""
        return self.request.amount - self.given_back


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give a payment back: how much of it, why, and then it is done."""
    chosen, now = till_or_refuse(request), timezone.now()
    found = request_of_payee(request_id, chosen.merchant.party)
    if found.transfer is None:
        return redirect("marketplace:till-request", request_id)
    asked = _asked(found, found.transfer, now)
    pressed = request.POST.get("toets", "vraag")
    if pressed != "vraag":
        return _pressed(request, asked, pressed, chosen, now)
    form = RefundForm(request.POST or None)

    def run() -> HttpResponse:
        _give_back(request, asked, chosen, form, now)
        messages.success(request, _("Teruggegeven. Het staat weer op het saldo van de klant."))
        return redirect("marketplace:till-statement")

    text = request.POST.get("amount", coins_plain(asked.refundable or asked.left))
    context = _context(asked, text, chosen, now)
    return step(request, TEMPLATE, run, context=context, form=form)


def _give_back(
    request: HttpRequest, asked: Asked, chosen: Till, form: RefundForm, now: datetime
) -> None:
    said = {
        "request_id": asked.request.id,
        "till": chosen,
        "actor": person_of(request),
        "reason": form.cleaned_data["reason"],
        "now": now,
    }
    amount = form.cleaned_data["amount"]
    is_reversed = Transfer.objects.filter(reverses=asked.transfer).exists()
    if amount == asked.request.amount and (is_reversed or not asked.given_back):
        refund_payment(**said)
    else:
        refund_part(key=form.used_key(), amount=amount, **said)


def _pressed(
    request: HttpRequest, asked: Asked, pressed: str, chosen: Till, now: datetime
) -> HttpResponse:
    """The form again, with one key more or less in its sum: where no script runs."""
    posted = {name: request.POST.get(name, "") for name in ("reason", "key")}
    initial = {name: value for name, value in posted.items() if value}
    text = keyed(request.POST.get("amount", ""), pressed)
    context = {
        **_context(asked, text, chosen, now),
        "form": RefundForm(initial=initial),
        "refusal": None,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "marketplace/_refund_keypad.html" if is_fragment else TEMPLATE
    return render(request, template, context)


def _asked(found: PaymentRequest, transfer: Transfer, now: datetime) -> Asked:
    rules = rules_in_force(now).rules
    given_back = given_back_of([transfer.id]).get(transfer.id, 0)
    refundable = queries.refundable(
        kind=transfer.kind, paid_at=transfer.at, amount=found.amount, given_back=given_back,
        rules=rules, now=now,
    )  # fmt: skip
    return Asked(found, transfer, given_back, refundable, may_be_part=rules.refunds.partial)


def _context(asked: Asked, text: str, chosen: Till, now: datetime) -> Mapping[str, object]:
    return {
        "till": chosen,
        "asked": asked,
        "payer": live_state(asked.request, now=now)["payer"],
        "sum": KeyedSum(
            text=text,
            maximum=asked.refundable or asked.left,
            coin_value_cents=current_tenant().coin_value_cents,
        ),
        "keys": [*"123456789", ",", "0", "wis"],
    }

"""The shop pays: the code of another shop, or of a resident, out of what it took."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency import errors
from currency.queries import payment_request, plain_code
from currency.services import payments
from currency.web.forms import CodeForm
from currency.web.guessing import refuses_guessing
from currency.web.views import code_in
from marketplace.services.till_requests import pay_as_shop, quote_for_shop
from marketplace.web.till_choice import till_or_refuse
from tenants.errors import Refusal
from tenants.problems import STATUS
from tenants.web.steps import person_of


@login_required
@never_cache
@require_GET
@refuses_guessing
def read_code(request: HttpRequest) -> HttpResponse:
    """Type the code of who is to be paid."""
    chosen = till_or_refuse(request)
    code = code_in(request.GET.get("code", ""))
    context = {"till": chosen, "form": CodeForm({"code": code} if code else None), "refusal": None}
    if not code:
        return render(request, "marketplace/till_pay.html", context)
    try:
        return redirect("marketplace:till-pay-code", payment_request(code).code)
    except errors.RequestUnknown as refusal:
        context["refusal"] = refusal
        return render(request, "marketplace/till_pay.html", context, status=STATUS[refusal.kind])


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Whom, how much, what is left; and on POST: pay, once."""
    chosen, person, now = till_or_refuse(request), person_of(request), timezone.now()
    context: dict[str, object] = {"till": chosen, "code": plain_code(code), "refusal": None}
    try:
        if request.method == "POST":
            pay_as_shop(code=code, till=chosen, actor=person, now=now)
            return redirect("marketplace:till-pay-receipt", plain_code(code))
        context["quote"] = quote_for_shop(code=code, till=chosen, actor=person, now=now)
    except errors.RequestUnknown:
        raise
    except Refusal as refusal:
        if isinstance(refusal, errors.RequestPaid) and payments.paid_by(
            code=code, payer=chosen.merchant.party
        ):
            return redirect("marketplace:till-pay-receipt", plain_code(code))
        context["refusal"] = refusal
        return render(
            request, "marketplace/till_pay_confirm.html", context, status=STATUS[refusal.kind]
        )
    return render(request, "marketplace/till_pay_confirm.html", context)


@login_required
@never_cache
@require_GET
@refuses_guessing
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What the shop paid."""
    chosen = till_or_refuse(request)
    found = payments.receipt_for(code=code, payer=chosen.merchant.party)
    return render(request, "marketplace/till_pay_receipt.html", {"till": chosen, "receipt": found})

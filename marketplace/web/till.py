"""The till: key in a sum, show the code, see it turn green, or stop."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.errors import RequestExpired, RequestPaid
from currency.keys import key_for
from currency.models import PaymentRequest
from currency.queries import coin_end, live_state, refunds_of, request_of_payee, rules_in_force
from currency.queries.foreign import foreign_prices
from currency.web.qr import qr_code
from marketplace import queries
from marketplace.models import Till
from marketplace.services.tills import ask_payment, stop_request
from marketplace.web.forms import TillForm
from marketplace.web.keypad import KeyedSum, keyed
from marketplace.web.till_choice import chosen_till, till_or_refuse
from tenants.queries import current_tenant
from tenants.web.steps import person_of, step

# So long the big green screen is shown; afterwards it is a receipt, and no proof at the counter.
GREEN: Final = timedelta(minutes=2)
SCREENS: Final = {
    "open": "marketplace/till_request.html",
    "paid": "marketplace/till_receipt.html",
    "expired": "marketplace/till_ended.html",
    "cancelled": "marketplace/till_ended.html",
    "declined": "marketplace/till_ended.html",
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def till(request: HttpRequest) -> HttpResponse:
    """The keypad. A key is a button of the form, so it also works where no script runs."""
    chosen = chosen_till(request)
    if chosen is None:
        return redirect("marketplace:till-choose")
    pressed = request.POST.get("toets", "")
    if pressed and pressed != "vraag":
        return _keyed(request, chosen, pressed)
    form = TillForm(request.POST or None)
    now = timezone.now()

    def run() -> HttpResponse:
        return redirect("marketplace:till-request", _ask(request, chosen, form, now).id)

    context = _keypad(chosen, request.POST.get("amount", ""), now)
    return step(request, "marketplace/till.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def payment_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The code to show, and what became of it: paid, stopped, past its time."""
    chosen = till_or_refuse(request)
    asked = request_of_payee(request_id, chosen.merchant.party)
    now = timezone.now()
    live = live_state(asked, now=now)
    screen = SCREENS[str(live["state"])]
    # No menu: there is one thing to do on each of these screens.
    context: dict[str, object] = {"till": chosen, "asked": asked, "live": live, "nav": ()}
    if live["state"] == "open":
        context |= _open_request(request, asked, now)
    elif live["state"] == "paid":
        context |= _paid_request(asked, now)
        if context["is_green"] and "bon" not in request.GET:
            screen = "marketplace/till_paid.html"
    else:
        context["again"] = TillForm()
    return render(request, screen, context)


@login_required
@never_cache
@require_GET
def state(request: HttpRequest, request_id: UUID) -> JsonResponse:
    """What a waiting till asks again and again."""
    chosen = till_or_refuse(request)
    asked = request_of_payee(request_id, chosen.merchant.party)
    return JsonResponse(live_state(asked, now=timezone.now()))


@login_required
@require_POST
def stop(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Stop asking. Whoever was first wins: one that was paid meanwhile turns green."""
    chosen = till_or_refuse(request)
    try:
        stop_request(
            request_id=request_id, till=chosen, actor=person_of(request), now=timezone.now()
        )
    except (RequestExpired, RequestPaid):
        return redirect("marketplace:till-request", request_id)
    messages.success(request, _("Het betaalverzoek is gestopt. Er is niets betaald."))
    return redirect("marketplace:till")


def _ask(request: HttpRequest, chosen: Till, form: TillForm, now: datetime) -> PaymentRequest:
    """The open request this form asks for, however often it is sent.

    A page out of the browser's memory sends its old key again. A request that is over by then is
    never answered: it could be the green screen of the customer before.
    """
    amount, description = form.cleaned_data["amount"], form.cleaned_data["description"]
    key = key_for("till", form.used_key(), chosen.id, amount, description)
    while True:
        asked = ask_payment(
            key=key, till=chosen, amount=amount, description=description,
            actor=person_of(request), now=now,
        )  # fmt: skip
        if live_state(asked, now=now)["state"] == "open":
            return asked
        key = key_for("till-again", asked.id)


def _keyed(request: HttpRequest, chosen: Till, pressed: str) -> HttpResponse:
    """The form again, with one key more or less in its sum."""
    text = keyed(request.POST.get("amount", ""), pressed)
    posted = {name: request.POST.get(name, "") for name in ("description", "key")}
    initial = {name: value for name, value in posted.items() if value}
    context = {
        **_keypad(chosen, text, timezone.now()),
        "form": TillForm(initial=initial),
        "refusal": None,
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "marketplace/_keypad.html" if is_fragment else "marketplace/till.html"
    return render(request, template, context)


def _keypad(chosen: Till, text: str, now: datetime) -> Mapping[str, object]:
    rules = rules_in_force(now).rules
    return {
        "till": chosen,
        "ending": coin_end(now),
        "cards_are_good": rules.cards.enabled,
        "sum": KeyedSum(
            text=text,
            maximum=rules.payments.maximum,
            coin_value_cents=current_tenant().coin_value_cents,
        ),
        "keys": [*"123456789", ",", "0", "wis"],
    }


def _open_request(
    request: HttpRequest, asked: PaymentRequest, now: datetime
) -> Mapping[str, object]:
    pay_url = request.build_absolute_uri(reverse("currency:visiting", args=[asked.code]))
    left_s = max(0, -(-(asked.expires_at - now) // timedelta(seconds=1)))
    lifetime_s = max(1, (asked.expires_at - asked.created_at) // timedelta(seconds=1))
    return {
        "code": f"{asked.code[:4]}-{asked.code[4:]}",
        "qr": qr_code(pay_url),
        "seconds_left": left_s,
        "time_left": f"{left_s // 60}:{left_s % 60:02d}",
        "lifetime_s": lifetime_s,
        "cards_are_good": rules_in_force(now).rules.cards.enabled,
        "foreign": foreign_prices(current_tenant(), asked.amount, now),
        "percent_gone": 100 - min(100, left_s * 100 // lifetime_s),
    }


def _paid_request(asked: PaymentRequest, now: datetime) -> Mapping[str, object]:
    transfer = asked.transfer
    assert transfer is not None, "the database keeps a transfer with every paid request"
    refunds = refunds_of([transfer.id]).get(transfer.id, [])
    given_back = sum(one.amount for one in refunds)
    rules = rules_in_force(now).rules
    days = rules.redemption.holding_days
    return {
        "paid_at": transfer.at,
        "refunds": refunds,
        "left": asked.amount - given_back,
        "may_refund": queries.refundable(
            kind=transfer.kind,
            paid_at=transfer.at,
            amount=asked.amount,
            given_back=given_back,
            rules=rules,
            now=now,
        ),
        "is_green": not refunds and now - transfer.at < GREEN,
        "cents": asked.amount * current_tenant().coin_value_cents // 100,
        "free_on": transfer.at + timedelta(days=days),
        "now": now,
    }

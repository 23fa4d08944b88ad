"""The till: key in a sum, show the code, see it turn green, look back, give money back."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.errors import RequestExpired
from currency.models import PaymentRequest
from currency.queries import live_state, request_of_payee, rules_in_force
from marketplace import queries
from marketplace.errors import NoTill
from marketplace.models import Till
from marketplace.services.merchants import add_till
from marketplace.services.tills import ask_payment, refund_payment, stop_request
from marketplace.web.forms import RefundForm, TillForm, TillNameForm
from marketplace.web.keypad import keyed
from marketplace.web.qr import qr_code
from marketplace.web.steps import person_of, step
from tenants.people.queries import owns

CHOSEN_TILL: Final = "till"
RECEIPTS_PER_PAGE: Final = 25
DAYS_OF_TOTALS: Final = 14


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def till(request: HttpRequest) -> HttpResponse:
    """The keypad. A key is a button of the form, so it also works where no script runs."""
    chosen = _chosen(request)
    if chosen is None:
        return redirect("marketplace:till-choose")
    pressed = request.POST.get("toets", "")
    if pressed and pressed != "vraag":
        return _keyed(request, chosen, pressed)
    form = TillForm(request.POST or None)

    def run() -> HttpResponse:
        asked = ask_payment(
            key=form.used_key(),
            till=chosen,
            amount=form.cleaned_data["amount"],
            description=form.cleaned_data["description"],
            actor=person_of(request),
            now=timezone.now(),
        )
        return redirect("marketplace:till-request", asked.id)

    return step(request, "marketplace/till.html", run, context={"till": chosen}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Which till this screen is; kept for as long as one is signed in."""
    person = person_of(request)
    tills = list(queries.tills_of(person))
    if not tills:
        raise NoTill
    form = TillNameForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and "till" in request.POST:
        wanted = request.POST["till"]
        found = next((each for each in tills if str(each.id) == wanted), None)
        if found is None:
            raise NoTill
        request.session[CHOSEN_TILL] = found.id
        return redirect("marketplace:till")
    shop = tills[0].merchant

    def run() -> HttpResponse:
        made = add_till(merchant_id=shop.id, name=form.cleaned_data["name"], actor=person)
        request.session[CHOSEN_TILL] = made.id
        return redirect("marketplace:till")

    is_owner = owns(person_party=person.party_id, party=shop.party_id)
    context = {"tills": tills, "shop": shop, "is_owner": is_owner}
    return step(request, "marketplace/till_choose.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def payment_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The code to show, and what became of it: paid, stopped, past its time."""
    chosen = _till_or_refuse(request)
    asked = request_of_payee(request_id, chosen.merchant.party)
    now = timezone.now()
    pay_url = request.build_absolute_uri(reverse("currency:visiting", args=[asked.code]))
    context = {
        "till": chosen,
        "asked": asked,
        "live": live_state(asked, now=now),
        "code": f"{asked.code[:4]}-{asked.code[4:]}",
        "qr": qr_code(pay_url),
        "seconds_left": max(0, int((asked.expires_at - now).total_seconds())),
        "lifetime_s": int((asked.expires_at - asked.created_at).total_seconds()),
    }
    return render(request, "marketplace/till_request.html", context)


@login_required
@never_cache
@require_GET
def state(request: HttpRequest, request_id: UUID) -> JsonResponse:
    """What a waiting till asks again and again."""
    chosen = _till_or_refuse(request)
    asked = request_of_payee(request_id, chosen.merchant.party)
    return JsonResponse(live_state(asked, now=timezone.now()))


@login_required
@require_POST
def stop(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Stop asking. One that ran out by itself needs no stopping."""
    chosen = _till_or_refuse(request)
    try:
        asked = stop_request(
            request_id=request_id, till=chosen, actor=person_of(request), now=timezone.now()
        )
    except RequestExpired:
        return redirect("marketplace:till-request", request_id)
    if asked.state == PaymentRequest.State.CANCELLED:
        messages.success(request, _("Het betaalverzoek is gestopt. Er is niets betaald."))
    return redirect("marketplace:till")


@login_required
@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """What came in at all tills of the shop, a page at a time, and totals per day."""
    chosen = _till_or_refuse(request)
    shop = chosen.merchant.party
    now = timezone.now()
    holding_days = rules_in_force(now).rules.redemption.holding_days
    page = Paginator(queries.receipts(shop), RECEIPTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "till": chosen,
        "page": page,
        "receipts": queries.receipts_of_till(
            list(page.object_list), holding_days=holding_days, now=now
        ),
        "totals": queries.day_totals(shop, since=localdate(now) - timedelta(days=DAYS_OF_TOTALS)),
        "today": localdate(now),
    }
    return render(request, "marketplace/till_statement.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give a whole payment back, after a question."""
    chosen = _till_or_refuse(request)
    asked = request_of_payee(request_id, chosen.merchant.party)
    form = RefundForm(request.POST or None)

    def run() -> HttpResponse:
        refund_payment(
            request_id=request_id,
            till=chosen,
            actor=person_of(request),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("Terugbetaald. Het staat weer op het saldo van de klant."))
        return redirect("marketplace:till-statement")

    context = {
        "till": chosen,
        "asked": asked,
        "payer": live_state(asked, now=timezone.now())["payer"],
    }
    return step(request, "marketplace/till_refund.html", run, context=context, form=form)


def _keyed(request: HttpRequest, chosen: Till, pressed: str) -> HttpResponse:
    """The form again, with one key more or less in its sum."""
    data = request.POST.copy()
    data["amount"] = keyed(data.get("amount", ""), pressed)
    initial = {name: data.get(name, "") for name in ("amount", "description", "key")}
    context = {"till": chosen, "form": TillForm(initial=initial), "refusal": None}
    is_fragment = request.headers.get("HX-Request") == "true"
    template = "marketplace/_keypad.html" if is_fragment else "marketplace/till.html"
    return render(request, template, context)


def _chosen(request: HttpRequest) -> Till | None:
    """The till of this screen: the one chosen, or the only one. Raises NoTill without any."""
    tills = list(queries.tills_of(person_of(request)))
    if not tills:
        raise NoTill
    wanted = request.session.get(CHOSEN_TILL)
    found = next((each for each in tills if each.id == wanted), None)
    return found or (tills[0] if len(tills) == 1 else None)


def _till_or_refuse(request: HttpRequest) -> Till:
    """The chosen till, or any of the same person's where none was chosen yet."""
    return _chosen(request) or queries.tills_of(person_of(request))[0]

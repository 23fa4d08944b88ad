"""Paying: read a code, see what it costs, confirm, and the receipt."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency import errors, queries
from currency.models import PaymentRequest
from currency.queries.foreign import foreign_prices
from currency.services import payments
from currency.web.addresses import address_at
from currency.web.forms import CodeForm
from currency.web.guessing import refuses_guessing
from currency.web.pot_words import pots_told, reasons_told
from currency.web.reports import afterwards
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.people.models import Person
from tenants.problems import STATUS

# So long the receipt is a screen to show at the till; an older one must not pass for new.
FRESH: Final = timedelta(minutes=10)


@login_required
@require_GET
def pay(request: HttpRequest) -> HttpResponse:
    """Scan the till's code, or type it."""
    ending = queries.coin_end(timezone.now())
    context = {"form": CodeForm(), "refusal": None, "ending": ending}
    return render(request, "currency/pay.html", context)


@login_required
@require_GET
@refuses_guessing
def read_code(request: HttpRequest) -> HttpResponse:
    """What was scanned or typed, as a code; then on to confirming, or back with a sentence."""
    code = code_in(request.GET.get("qr") or request.GET.get("code") or "")
    try:
        asked = queries.payment_request(code)
    except errors.RequestUnknown as refusal:
        context = {"form": CodeForm({"code": code}), "refusal": refusal}
        return render(request, "currency/pay.html", context, status=STATUS[refusal.kind])
    return redirect("currency:confirm", asked.code)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@refuses_guessing
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Who is paid, how much, what is left; and on POST: pay, once, however often it is sent."""
    person = request.user
    assert isinstance(person, Person)
    try:
        if request.method == "POST":
            payments.pay(code=code, payer=person.party, at=timezone.now())
            return redirect("currency:receipt", queries.plain_code(code))
        quote = payments.quote(code=code, payer=person.party, at=timezone.now())
    except errors.RequestPaid as refusal:
        if payments.paid_by(code=code, payer=person.party):
            return redirect("currency:receipt", queries.plain_code(code))
        return _refused(request, code, refusal)
    except Refusal as refusal:
        return _refused(request, code, refusal)
    context = {"code": code, "quote": quote, "asked": quote.asked, **pots_told(quote)}
    return render(request, "currency/confirm.html", context)


@login_required
@never_cache
@require_GET
@refuses_guessing
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The big green screen, and afterwards the receipt."""
    person = request.user
    assert isinstance(person, Person)
    found = payments.receipt_for(code=code, payer=person.party)
    now = timezone.now()
    since = afterwards(found, person.party, now)
    is_for_the_till = now < found.at + FRESH and not since["refunds"] and "bon" not in request.GET
    context = {"receipt": found, "code": queries.plain_code(code), "now": now, **since}
    template = "receipt" if is_for_the_till else "receipt_later"
    return render(request, f"currency/{template}.html", context)


@never_cache
@require_GET
@refuses_guessing
def visiting(request: HttpRequest, code: str) -> HttpResponse:
    """Where a till's QR leads a phone's own camera: pay here, or at one's own municipality."""
    asked = queries.payment_request(code)
    if asked.payer is not None:  # what a neighbour asks of one person is not for who passes by
        return redirect("currency:confirm", asked.code)
    home: Tenant = request.tenant  # type: ignore[attr-defined]  # set by HostMiddleware
    path = reverse("currency:confirm", args=[asked.code])
    elsewhere = [
        {"price": price, "tenant": price.issuer, "url": address_at(request, price.issuer, path)}
        for price in foreign_prices(asked.tenant, asked.amount, timezone.now())
        # A resident is paid at home alone.
        if price.issuer.id != home.id and not asked.is_of_a_person
    ]
    # Who is signed in lives here: straight on, unless other coins were asked for.
    is_choosing = "kies" in request.GET and elsewhere
    if request.user.is_authenticated and not is_choosing:
        return redirect("currency:confirm", asked.code)
    context = {
        "asked": asked,
        "elsewhere": elsewhere,
        "is_open": asked.state == PaymentRequest.State.OPEN and timezone.now() < asked.expires_at,
    }
    return render(request, "currency/visiting.html", context)


def code_in(text: str) -> str:
    """The payment code in what a camera read (a till's web address) or a person typed."""
    try:
        path = urlsplit(text.strip()).path
    except ValueError:  # no web address after all, such as "http://[half"
        return ""
    words = [word for word in path.split("/") if word]
    return queries.plain_code(words[-1] if words else "")


def _refused(request: HttpRequest, code: str, refusal: Refusal) -> HttpResponse:
    """Why not, and what to do next; the shop and the sum stay in sight where the code is known."""
    home: Tenant = request.tenant  # type: ignore[attr-defined]  # set by HostMiddleware
    asked = None if isinstance(refusal, errors.RequestUnknown) else queries.payment_request(code)
    facts = refusal.facts
    has_sums = {"amount", "available"} <= facts.keys()
    context = {
        "code": code,
        "refusal": refusal,
        "asked": asked,
        "is_abroad": asked is not None and asked.tenant.id != home.id,
        "skipped": reasons_told(facts.get("skipped", ())),
        "short": int(str(facts["amount"])) - int(str(facts["available"])) if has_sums else None,
    }
    return render(request, "currency/confirm.html", context, status=STATUS[refusal.kind])

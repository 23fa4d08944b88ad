"""Residents asking each other: what is asked of me, what I asked, a new request, saying no."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency import queries
from currency.errors import NoRules, RequestExpired, RequestPaid
from currency.models import PaymentRequest
from currency.services.personal_requests import ask_anybody, ask_person, decline_request
from currency.services.requests import cancel_request
from currency.web.qr import qr_code
from currency.web.request_forms import AskForm
from tenants.web.steps import person_of, step

REQUESTS_PER_PAGE: Final = 20


@login_required
@never_cache
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What others ask of me, and what I asked."""
    person, now = person_of(request), timezone.now()
    page = Paginator(queries.asked_by(person.party), REQUESTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "asked_of_me": queries.asked_of(person.party, now=now),
        "page": page,
        "mine": [(one, queries.state_of(one, now)) for one in page.object_list],
        "may_ask": may_ask(),
    }
    return render(request, "currency/requests.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask somebody by mail address, or whoever scans the code."""
    form = AskForm(request.POST or None)
    person = person_of(request)

    def run() -> HttpResponse:
        found = form.cleaned_data
        asked = {
            "key": form.used_key(), "payee": person.party, "amount": found["amount"],
            "description": found["description"], "actor": person.party_id, "at": timezone.now(),
        }  # fmt: skip
        if found["email"]:
            ask_person(email=found["email"], **asked)
            messages.success(
                request, _("Je vraag is klaar. Als dit adres hier meedoet, ligt er een bericht.")
            )
            return redirect("currency:requests")
        return redirect("currency:request", ask_anybody(**asked).id)

    context = {"may_ask": may_ask()}
    return step(request, "currency/request_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def mine(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One that I asked: its code as long as it is open, and what became of it."""
    asked = queries.request_of_payee(request_id, person_of(request).party)
    now = timezone.now()
    state = queries.state_of(asked, now)
    context = {
        "asked": asked,
        "state": state,
        "payer": queries.payer_name(asked),
        **(shown_code(request, asked) if state == "open" and asked.payer_id is None else {}),
    }
    return render(request, "currency/request.html", context)


@login_required
@require_POST
def stop(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Stop asking; one that was paid meanwhile stays paid."""
    try:
        cancel_request(request_id=request_id, payee=person_of(request).party, at=timezone.now())
    except (RequestExpired, RequestPaid) as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("Je verzoek is gestopt."))
    return redirect("currency:requests")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Say no to what is asked of me: asked first, for it cannot be taken back."""
    person = person_of(request)
    asked = queries.request_asked_of(request_id, person.party)

    def run() -> HttpResponse:
        decline_request(request_id=request_id, payer=person.party, at=timezone.now())
        messages.success(request, _("Je zei nee. Er is niets betaald."))
        return redirect("currency:requests")

    return step(request, "currency/request_decline.html", run, context={"asked": asked})


def may_ask() -> bool:
    """Whether residents here may be paid by others at all."""
    try:
        paying = queries.rules_in_force(timezone.now()).rules.paying
    except NoRules:
        return False
    return paying.resident_to_resident or paying.shop_to_resident


def shown_code(request: HttpRequest, asked: PaymentRequest) -> dict[str, object]:
    """The code of a request, to scan and to type."""
    url = request.build_absolute_uri(reverse("currency:visiting", args=[asked.code]))
    return {"code": spaced(asked.code), "qr": qr_code(url)}


def spaced(code: str) -> str:
    """A code in two halves, to read over."""
    return f"{code[:4]}-{code[4:]}"

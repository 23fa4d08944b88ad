"""Paying: read a code, see what it costs, confirm, and the receipt. And looking back."""

import csv
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency import errors, queries
from currency.models import Entry
from currency.services import payments
from currency.web.figures import coins_plain
from currency.web.forms import CodeForm, StatementFilter
from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.queries import issuers_accepted_by, primary_host

ENTRIES_PER_PAGE: Final = 25
EXPORT_LIMIT: Final = 10_000


@login_required
@require_GET
def pay(request: HttpRequest) -> HttpResponse:
    """Scan the till's code, or type it."""
    return render(request, "currency/pay.html", {"form": CodeForm(), "refusal": None})


@login_required
@require_GET
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
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Who is paid, how much, what is left; and on POST: pay, once, however often it is sent."""
    person = request.user
    assert isinstance(person, Person)
    context: dict[str, object] = {"code": code}
    status = 200
    try:
        if request.method == "POST":
            payments.pay(code=code, payer=person.party, at=timezone.now())
            return redirect("currency:receipt", queries.plain_code(code))
        context["quote"] = payments.quote(code=code, payer=person.party, at=timezone.now())
    except errors.RequestPaid:
        if payments.paid_by(code=code, payer=person.party):
            return redirect("currency:receipt", queries.plain_code(code))
        context["refusal"], status = errors.RequestPaid(), STATUS[errors.RequestPaid.kind]
    except Refusal as refusal:
        context["refusal"], status = refusal, STATUS[refusal.kind]
    if "refusal" in context:
        context["asked"] = _asked_or_none(code)
    return render(request, "currency/confirm.html", context, status=status)


@login_required
@never_cache
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The big green screen, and afterwards the receipt."""
    person = request.user
    assert isinstance(person, Person)
    found = payments.receipt_for(code=code, payer=person.party)
    return render(request, "currency/receipt.html", {"receipt": found, "now": timezone.now()})


@require_GET
def visiting(request: HttpRequest, code: str) -> HttpResponse:
    """Where a till's QR leads a phone's own camera: pay here, or at one's own municipality."""
    asked = queries.payment_request(code)
    home = request.tenant  # type: ignore[attr-defined]
    port = request.get_port()
    suffix = "" if port in {"80", "443"} else f":{port}"
    elsewhere = [
        {
            "tenant": issuer,
            "url": f"{request.scheme}://{primary_host(issuer)}{suffix}"
            + reverse("currency:confirm", args=[asked.code]),
        }
        for issuer in issuers_accepted_by(home, on=timezone.localdate())
    ]
    if request.user.is_authenticated and not elsewhere:
        return redirect("currency:confirm", asked.code)
    return render(request, "currency/visiting.html", {"asked": asked, "elsewhere": elsewhere})


@login_required
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """Everything that came and went, newest first, with search by period and direction."""
    person = request.user
    assert isinstance(person, Person)
    form = StatementFilter(request.GET)
    found = Paginator(form.narrow(queries.statement(person.party)), ENTRIES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    entries = list(found.object_list)
    context = {
        "form": form,
        "page": found,
        "rows": _rows(entries),
        "balance": queries.total_balance(person.party),
    }
    return render(request, "currency/statement.html", context)


@login_required
@require_GET
def statement_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file for a spreadsheet, the newest 10,000 lines."""
    person = request.user
    assert isinstance(person, Person)
    entries = list(
        StatementFilter(request.GET).narrow(queries.statement(person.party))[:EXPORT_LIMIT]
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afschrift.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["datum", "soort", "van of naar", "bedrag"])
    for row in _rows(entries):
        entry = row["entry"]
        assert isinstance(entry, Entry)
        when = timezone.localtime(entry.transfer.at)
        amount = coins_plain(entry.amount)
        writer.writerow(
            [f"{when:%Y-%m-%d %H:%M}", entry.transfer.get_kind_display(),
             _plain_cell(str(row["other"])), amount]
        )  # fmt: skip
    return response


def code_in(text: str) -> str:
    """The payment code in what a camera read (a till's web address) or a person typed."""
    path = urlsplit(text.strip()).path
    words = [word for word in path.split("/") if word]
    return queries.plain_code(words[-1] if words else "")


def _rows(entries: list[Entry]) -> list[dict[str, object]]:
    names = queries.names_across(entries)
    return [
        {
            "entry": entry,
            "other": entry.transfer.facts.get("shop") or names.get(entry.transfer_id, ""),
        }
        for entry in entries
    ]


def _plain_cell(text: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _asked_or_none(code: str) -> queries.OpenRequest | None:
    try:
        return queries.payment_request(code)
    except errors.RequestUnknown:
        return None

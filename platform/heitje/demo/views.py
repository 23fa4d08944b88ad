"""The demo's bank, seen from a town: what it got, what it sent, and letting its time pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from heitje.demo.bank import BankDesk
from settlement.bank.connection import BankUnreachable
from settlement.services.delivery import collect_bank, deliver_released
from tenants.models import Tenant

SHOWN: Final = 20
SENT: Final[Mapping[str, str | Promise]] = {
    "pain.002": gettext_lazy("Antwoord op een batch"),
    "camt.053": gettext_lazy("Dagafschrift"),
    "camt.054": gettext_lazy("Bij- en afschrijvingen"),
    "pacs.004": gettext_lazy("Teruggekomen betaling"),
}


@dataclass(frozen=True)
class Line:
    """A payment as the bank sees it. `state` is waits, paid, refused or returned."""

    payee: str
    cents: int
    state: str
    on: date | None


@dataclass(frozen=True)
class Message:
    """A file the bank sent."""

    name: str | Promise
    at: datetime


@never_cache
@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """What the bank has of this town. A bank that does not answer says so."""
    tenant = _town(request)
    try:
        return render(request, "demo/bank.html", _books(tenant))
    except BankUnreachable:
        return render(request, "demo/bank.html", {"is_closed": True}, status=503)


@require_POST
def pass_bank_day(request: HttpRequest) -> HttpResponse:
    """Let a bank day pass, and read what the bank sends, as the night's work would."""
    _town(request)
    now = timezone.now()
    try:
        deliver_released(now=now)
        day = BankDesk(settings.BANK_URL).pass_bank_day()
    except BankUnreachable:
        messages.error(request, _("De bank antwoordt niet."))
        return redirect("heitje:demo-bank")
    new = collect_bank(now=now)
    said = _("Bij de bank is het nu %(day)s. Nieuwe bestanden: %(new)d.")
    messages.success(request, said % {"day": date_format(day, "l j F"), "new": new})
    return redirect("heitje:demo-bank")


def _town(request: HttpRequest) -> Tenant:
    """The town of this host, in the demo alone. The public desks have no bank."""
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]  # set by HostMiddleware
    if tenant.is_public or not (settings.DEMO and settings.BANK_URL):
        raise Http404
    return tenant


def _books(tenant: Tenant) -> dict[str, object]:
    desk = BankDesk(settings.BANK_URL)
    sent = reversed(desk.messages_of(tenant.code))
    return {
        "bank_day": desk.today(),
        "lines": [_line(one) for one in desk.payments_of(tenant.code)[:SHOWN]],
        "sent": [_message(one) for one in list(sent)[:SHOWN]],
    }


def _line(payment: Mapping[str, Any]) -> Line:
    state = "paid" if payment["booked_at"] else "waits"
    if payment["status"] == "rejected":
        state = "refused"
    elif payment["returned_at"]:
        state = "returned"
    settles = payment["settlement_date"]
    return Line(
        payee=payment["creditor_name"],
        cents=payment["amount"],
        state=state,
        on=date.fromisoformat(settles) if settles else None,
    )


def _message(message: Mapping[str, Any]) -> Message:
    name = SENT.get(message["type"][:8], message["type"])
    return Message(name, datetime.fromisoformat(message["releasedAt"]))

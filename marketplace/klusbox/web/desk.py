"""The desk of the klusbox: what is fetched soon, what is out and late, what is broken; scanning."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.klusbox.codes import ITEM, code_in
from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.queries import lending
from marketplace.klusbox.services.moving import PERMISSION
from tenants.errors import NotFound, Refusal
from tenants.problems import STATUS
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may

SHOWN: Final = 50


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All that asks for a hand now."""
    person_who_may(request, PERMISSION)
    now = timezone.now()
    context = {
        "now": now,
        "boxes": stock.boxes(),
        "to_hand_out": lending.to_hand_out(before=_tomorrow_night(now))[:SHOWN],
        "out": lending.out()[:SHOWN],
        "late": lending.late_count(now),
        "aside": stock.aside()[:SHOWN],
    }
    return render(request, "klusbox/desk.html", context)


@login_required
@require_GET
def scan(request: HttpRequest) -> HttpResponse:
    """The camera, for any code of the klusbox."""
    person_who_may(request, PERMISSION)
    return scan_page(request, read=reverse("klusbox:read"), back=reverse("klusbox:desk"))


@login_required
@require_GET
def read(request: HttpRequest) -> HttpResponse:
    """What was scanned or typed: on to the thing or the reservation."""
    person_who_may(request, PERMISSION)
    code = code_in(request.GET.get("qr") or request.GET.get("code") or "")
    try:
        if code.startswith(ITEM):
            return redirect("klusbox:desk-item", stock.item_of_code(code).id)
        return redirect("klusbox:desk-reservation", lending.reservation_of_code(code).id)
    except NotFound as refusal:
        return scan_page(
            request, read=reverse("klusbox:read"), back=reverse("klusbox:desk"), refusal=refusal
        )


@login_required
@require_GET
def items_csv(request: HttpRequest) -> HttpResponse:
    """Every thing there is or was, and where it is."""
    person_who_may(request, PERMISSION)
    head = [
        _("Nummer"), _("Wat"), _("Box"), _("Waar"), _("Terug op"), _("Opmerking"), _("Code"),
    ]  # fmt: skip
    return spreadsheet("klusbox", head, _rows())


def scan_page(
    request: HttpRequest, *, read: str, back: str, refusal: Refusal | None = None
) -> HttpResponse:
    """The page with the camera; what it reads goes to `read`."""
    context = {"read": read, "back": back, "refusal": refusal}
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "klusbox/scan.html", context, status=status)


def _rows() -> Iterator[list[object]]:
    for item in stock.all_items():
        back = timezone.localtime(item.loan.ends_at) if item.loan else None
        yield [
            item.number, item.kind.name, item.box.name, item.get_state_display(),
            f"{back:%Y-%m-%d %H:%M}" if back else "", item.remark, item.code,
        ]  # fmt: skip


def _tomorrow_night(now: datetime) -> datetime:
    day = timezone.localdate(now) + timedelta(days=2)
    return timezone.make_aware(datetime.combine(day, time.min))

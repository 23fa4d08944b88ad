"""The screen at the community centre: a code that changes, and who is there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from currency.web.qr import qr_code
from marketplace.checking import queries
from marketplace.checking.models import Desk
from marketplace.checking.services.desks import close_desk, open_desk
from marketplace.models import Klus, Slot
from marketplace.rules.desk_codes import code_at, seconds_left
from tenants.errors import NotFound, Refusal
from tenants.people.services import refuse_unless_may
from tenants.problems import STATUS
from tenants.web.steps import person_who_may_somewhere


@login_required
@never_cache
@require_GET
def desk(request: HttpRequest, slot_id: int) -> HttpResponse:
    """The code of now, large, with a QR; or the button that opens it."""
    return _shown(request, slot_id, "checking/desk.html")


@login_required
@never_cache
@require_GET
def shown(request: HttpRequest, slot_id: int) -> HttpResponse:
    """The part of the screen that changes."""
    return _shown(request, slot_id, "checking/_desk.html")


@login_required
@require_POST
def opened(request: HttpRequest, slot_id: int) -> HttpResponse:
    """Open it in one's own name."""
    person = person_who_may_somewhere(request, "check-proof")
    try:
        open_desk(slot_id=slot_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return _shown(request, slot_id, "checking/desk.html", refusal)
    messages.success(request, _("Het scherm staat open, op jouw naam."))
    return redirect("marketplace:console-desk", slot_id)


@login_required
@require_POST
def closed(request: HttpRequest, slot_id: int) -> HttpResponse:
    """No code any more."""
    person = person_who_may_somewhere(request, "check-proof")
    try:
        close_desk(slot_id=slot_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return _shown(request, slot_id, "checking/desk.html", refusal)
    messages.success(request, _("Het scherm is dicht. Geen code werkt meer."))
    return redirect("marketplace:console-desk", slot_id)


def _shown(
    request: HttpRequest, slot_id: int, template: str, refusal: Refusal | None = None
) -> HttpResponse:
    person = person_who_may_somewhere(request, "check-proof")
    slot = queries.slot_with_desk(slot_id)
    refuse_unless_may(person, "check-proof", within=slot.klus.organiser_id)
    if slot.klus.checking != Klus.Checking.CODE and refusal is None:
        raise NotFound
    found: Desk | None = getattr(slot, "desk", None)
    is_open = found is not None and found.closed_at is None
    context = {
        "slot": slot,
        "desk": found,
        "is_open": is_open,
        "counts": queries.counts_at(slot),
        "refusal": refusal,
        **(_code(request, slot, found) if is_open and found is not None else {}),
    }
    return render(request, template, context, status=STATUS[refusal.kind] if refusal else 200)


def _code(request: HttpRequest, slot: Slot, found: Desk) -> dict[str, object]:
    now = timezone.now()
    code = code_at(found.secret, now)
    path = reverse("marketplace:scanned-code", args=[slot.id, code])
    return {
        "code": f"{code[:3]} {code[3:]}",
        "seconds": seconds_left(now),
        "qr": qr_code(request.build_absolute_uri(path)),
    }

"""The waiting list for a resident: what is full, one tap to wait, and saying no again."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from marketplace import queries
from marketplace.queries.waiting import full_klussen, own_entry
from marketplace.services.waiting_list import join_waiting_list, leave_waiting_list
from marketplace.web.cards import cards, place_of
from marketplace.web.klussen import klus_page
from tenants.errors import NotFound, Refusal
from tenants.problems import STATUS
from tenants.web.steps import person_of, person_or_none

FULL_PER_PAGE: Final = 20


@require_GET
def full(request: HttpRequest) -> HttpResponse:
    """Klussen to come without a free place, soonest first."""
    found = full_klussen(now=timezone.now())
    page = Paginator(found, FULL_PER_PAGE).get_page(request.GET.get("page"))
    shown = cards(page.object_list, place_of(person_or_none(request)))
    return render(request, "marketplace/full.html", {"page": page, "cards": shown})


@login_required
@require_POST
def join(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Wait for a place at the moment that was chosen."""
    person, slot = person_of(request), request.POST.get("wacht", "")
    try:
        klus = queries.klus_seen_by(person, klus_id)
        if not (slot.isdecimal() and len(slot) < 19 and klus.slots.filter(id=int(slot)).exists()):
            raise NotFound
        join_waiting_list(slot_id=int(slot), resident=person, now=timezone.now())
    except Refusal as refusal:
        status = STATUS[refusal.kind]
        return klus_page(request, klus_id, person, refusal=refusal, status=status)
    messages.success(
        request, _("Je staat op de wachtlijst. Komt er een plek vrij, dan krijg je bericht.")
    )
    return redirect("marketplace:my-klussen")


@login_required
@require_POST
def leave(request: HttpRequest, waiting_id: int) -> HttpResponse:
    """Wait no longer. Nothing is lost by it, so nobody is asked twice."""
    person = person_of(request)
    found = own_entry(person, waiting_id)
    try:
        leave_waiting_list(waiting_id=found.id, actor=person, now=timezone.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.sentence))
    else:
        messages.success(request, _("Je staat niet meer op de wachtlijst."))
    return redirect("marketplace:my-klussen")

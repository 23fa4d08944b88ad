"""Looking for a klus and taking a place."""

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
from marketplace.services.sign_ups import sign_up
from marketplace.web.cards import cards, place_of
from marketplace.web.forms import KlusFilterForm
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.web.steps import person_of, person_or_none

KLUSSEN_PER_PAGE: Final = 20


@require_GET
def klussen(request: HttpRequest) -> HttpResponse:
    """Open klussen, near ones first, narrowed by what was asked."""
    form = KlusFilterForm(request.GET)
    near = place_of(person_or_none(request))
    chosen = form.chosen()
    by_day = form.cleaned_data.get("order") == "day"
    found = queries.open_klussen(now=timezone.now(), narrow=chosen, near=None if by_day else near)
    page = Paginator(found, KLUSSEN_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "cards": cards(page.object_list, near),
        "is_near": near is not None and not by_day,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "asked": asked.urlencode(),
    }
    return render(request, "marketplace/klussen.html", context)


@require_GET
def klus(request: HttpRequest, klus_id: int) -> HttpResponse:
    """One klus with its moments."""
    return _shown(request, klus_id, person_or_none(request))


@login_required
@require_POST
def take_place(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Sign up for the moment that was chosen."""
    person = person_of(request)
    slot = request.POST.get("slot", "")
    if not slot.isdecimal() or len(slot) > 18:
        return _shown(request, klus_id, person, status=422)
    try:
        if not queries.klus_seen_by(person, klus_id).slots.filter(id=int(slot)).exists():
            raise NotFound
        made = sign_up(slot_id=int(slot), resident=person, now=timezone.now())
    except Refusal as refusal:
        return _shown(request, klus_id, person, refusal=refusal, status=STATUS[refusal.kind])
    messages.success(request, _("Je doet mee. Tot dan!"))
    return redirect("marketplace:my-klus", made.id)


def _shown(
    request: HttpRequest,
    klus_id: int,
    person: Person | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.klus_seen_by(person, klus_id)
    now = timezone.now()
    (card,) = cards([found], place_of(person))
    mine = queries.own_of_klus(person, found) if person else {}
    slots = list(queries.slots_of(found, now=now))
    context = {
        "klus": found,
        "card": card,
        "slots": [(slot, mine.get(slot.id)) for slot in slots],
        "has_room": any(slot.free > 0 and slot.id not in mine for slot in slots),
        "mine": list(mine.values()),
        "refusal": refusal,
        "slot_missing": status == 422 and refusal is None,
    }
    return render(request, "marketplace/klus.html", context, status=status)

"""Looking for a klus and taking a place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from currency.queries import rules_in_force
from marketplace import queries
from marketplace.buurtdeals.queries import deal_of_klus
from marketplace.finding.web.live_map import live_map, points_of, shows_map
from marketplace.finding.web.places import Start, day_chips, start_of
from marketplace.models import Klus, SignUp, Slot, WaitingEntry
from marketplace.planning.queries import other_times
from marketplace.queries.fairness import first_timers_until_of, took_part_before
from marketplace.queries.open_klussen import OpenKlussen, Point
from marketplace.queries.waiting import own_waiting
from marketplace.queries.work import LIVE
from marketplace.rules.fairness import reach_m
from marketplace.services.sign_ups import sign_up
from marketplace.web.cards import cards, place_of
from marketplace.web.chips import asked_but_page, chips_of, with_
from marketplace.web.forms import KlusFilterForm
from marketplace.web.klus_map import klus_map
from tenants.errors import NotFound, Refusal
from tenants.people.models import Neighbourhood, Person
from tenants.people.queries import neighbourhoods
from tenants.problems import STATUS
from tenants.web.steps import person_of, person_or_none

KLUSSEN_PER_PAGE: Final = 20
UNDER_WAY: Final = (*LIVE, SignUp.State.HANDED_IN)
# The filters that stand folded away: the fold is open when one of them is in use.
REFINING: Final = ("neighbourhood", "short", "order", "kan", "taal", "ver")


@require_GET
@shows_map
def klussen(request: HttpRequest) -> HttpResponse:
    """Open klussen, near ones first, narrowed by what was asked."""
    places = list(neighbourhoods())
    start = start_of(request.GET.get("near", ""), person_or_none(request), places)
    form = KlusFilterForm(request.GET, places=places)
    form.chosen()
    by_day = form.cleaned_data.get("order") == "day"
    found, minutes, is_wider = _found(form, start.point, by_day=by_day)
    pages: Paginator[Klus] = Paginator(found, KLUSSEN_PER_PAGE)  # type: ignore[arg-type]  # sliced
    page = pages.get_page(request.GET.get("page"))
    is_list = request.GET.get("toon") == "lijst"
    context = {
        "form": form,
        "page": page,
        "cards": cards(page.object_list, start.point),
        "chips": chips_of(request.GET, "category", form.fields["category"].choices),  # type: ignore[attr-defined]
        "days": day_chips(request.GET, timezone.localdate(), _("Alle dagen")),
        "views": chips_of(request.GET, "toon", [("", _("Kaart")), ("lijst", _("Lijst"))]),
        "is_list": is_list,
        "is_guess": found.is_guess,
        "start": start,
        "is_near": start.point is not None and not by_day,
        "walk_minutes": minutes,
        "is_wider": is_wider,
        "further": with_(request.GET, "ver", "overal"),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "is_refined": any(request.GET.get(name) for name in REFINING),
        "asked": asked_but_page(request.GET),
        **({} if is_list else _maps(request, list(page), start, places)),
    }
    return render(request, "marketplace/klussen.html", context)


def _maps(
    request: HttpRequest, shown: Sequence[Klus], start: Start, places: Sequence[Neighbourhood]
) -> dict[str, object]:
    """The drawn picture, and what a script needs to make a map of it that can be moved."""
    points = points_of(shown)
    return {
        "map": klus_map(cards(shown, start.point), near=start.point, places=places),
        "live": live_map(request, "marketplace:klussen-map", points, start.point),
    }


def _found(
    form: KlusFilterForm, near: Point | None, *, by_day: bool
) -> tuple[OpenKlussen, int | None, bool]:
    """What is asked for within a walk; within how many minutes; whether that was let go.

    It is let go where nothing is that near and nobody asked for it.
    """
    now, chosen = timezone.now(), form.chosen()
    order = None if by_day else near
    minutes = form.walk_minutes(rules_in_force(now).rules.fairness.walk_minutes) if near else None
    everywhere = queries.open_klussen(now=now, narrow=chosen, near=order)
    if near is None or minutes is None:
        return everywhere, None, False
    narrow = replace(chosen, within=(near, reach_m(minutes)))
    found = queries.open_klussen(now=now, narrow=narrow, near=order)
    if len(found) or form.cleaned_data.get("ver"):
        return found, minutes, False
    return everywhere, minutes, len(everywhere) > 0


@require_GET
def klus(request: HttpRequest, klus_id: int) -> HttpResponse:
    """One klus with its moments."""
    return klus_page(request, klus_id, person_or_none(request))


@login_required
@require_POST
def take_place(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Sign up for the moment that was chosen."""
    person = person_of(request)
    slot = request.POST.get("slot", "")
    if not slot.isdecimal() or len(slot) > 18:
        return klus_page(request, klus_id, person, status=422)
    try:
        if not queries.klus_seen_by(person, klus_id).slots.filter(id=int(slot)).exists():
            raise NotFound
        made = sign_up(slot_id=int(slot), resident=person, now=timezone.now())
    except Refusal as refusal:
        return klus_page(request, klus_id, person, refusal=refusal, status=STATUS[refusal.kind])
    messages.success(request, _("Je doet mee. Tot dan!"))
    return redirect("marketplace:my-klus", made.id)


def klus_page(
    request: HttpRequest,
    klus_id: int,
    person: Person | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """A klus with its moments, and what was wrong with what was asked."""
    found = queries.klus_seen_by(person, klus_id)
    now = timezone.now()
    (card,) = cards([found], place_of(person))
    mine = queries.own_of_klus(person, found) if person else {}
    slots = list(queries.slots_of(found, now=now))
    open_slots = [slot for slot in slots if slot.free > 0 and slot.id not in mine]
    context = {
        "klus": found,
        "card": card,
        "slots": [(slot, mine.get(slot.id)) for slot in slots],
        "suits": [Klus.Suits(one).label for one in found.suits],
        "languages": [Klus.Language(one).label for one in found.languages],
        "first_until": _first_until(found, open_slots, now),
        "is_first_timer": person is None or not took_part_before(person),
        "full_slots": _full_slots(slots, mine, person, now),
        "has_room": bool(open_slots),
        # Chosen beforehand where there is nothing to choose.
        "first_free_id": open_slots[0].id if len(open_slots) == 1 else None,
        "mine": [one for one in mine.values() if one.state in UNDER_WAY],
        "other_times": other_times(found, now=now),
        "buurtdeal": deal_of_klus(found),
        "refusal": refusal,
        "slot_missing": status == 422 and refusal is None,
    }
    return render(request, "marketplace/klus.html", context, status=status)


def _first_until(found: Klus, slots: Sequence[Slot], now: datetime) -> datetime | None:
    """Until when the first of these moments is for who never took part."""
    return first_timers_until_of(slots[0], found, now) if slots else None


def _full_slots(
    slots: Sequence[Slot], mine: Mapping[int, SignUp], person: Person | None, now: datetime
) -> list[tuple[Slot, WaitingEntry | None]]:
    """Moments without a place, with the reader's own place on the list; [] for a passer-by."""
    full = [slot for slot in slots if slot.free < 1 and slot.id not in mine]
    if person is None or not full:
        return []
    waits = {entry.slot_id: entry for entry in own_waiting(person, now=now)}
    return [(slot, waits.get(slot.id)) for slot in full]

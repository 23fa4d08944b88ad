"""Residents look for a box, see what is free then, and set it aside."""

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace import queries as work
from marketplace.klusbox.models import Klusbox
from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.queries.free import Offer, offers
from marketplace.klusbox.rules.periods import refuse_unless_period
from marketplace.klusbox.services.reserving import reserve
from marketplace.klusbox.web.forms import ReserveForm
from marketplace.klusbox.web.periods import Period, PeriodForm, period_form
from marketplace.models import SignUp
from marketplace.rules.distance import Point, metres_between
from marketplace.rules.opening_hours import week_lines
from marketplace.web.cards import place_of
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.web.steps import person_of, person_or_none

LONGEST_DAYS: Final = 60


@require_GET
def boxes(request: HttpRequest) -> HttpResponse:
    """All boxes that lend, near ones first."""
    near = place_of(person_or_none(request))
    far = {box: _metres(near, box) for box in stock.open_boxes()}
    shown = sorted(far, key=lambda box: (far[box] is None, far[box] or 0, box.name))
    klus = request.GET.get("klus", "")
    context = {"boxes": shown, "klus": klus if klus.isdecimal() else ""}
    return render(request, "klusbox/boxes.html", context)


@never_cache
@require_GET
def box(request: HttpRequest, box_id: int) -> HttpResponse:
    """One box: where, when, and what is free in the time one asks for."""
    return _shown(request, box_id)


@login_required
@require_POST
def reserve_things(request: HttpRequest, box_id: int) -> HttpResponse:
    """Set aside what was chosen, for the time that was shown."""
    person, now = person_of(request), timezone.now()
    found = stock.box_seen_by(person, box_id)
    asked = PeriodForm(request.POST)
    if not asked.is_valid():
        return _shown(request, box_id, asked=asked, status=422)
    period = asked.period()
    form = ReserveForm(request.POST, offers=_offers(found, period, now))
    if not form.is_valid():
        return _shown(request, box_id, asked=asked, form=form, status=422)
    try:
        made = reserve(
            key=form.used_key(), box_id=found.id, wanted=form.wanted(), person=person,
            starts_at=period.starts_at, ends_at=period.ends_at, now=now,
            sign_up=_own_klus(person, form.cleaned_data["klus"]),
        )  # fmt: skip
    except Refusal as refusal:
        status = STATUS[refusal.kind]
        return _shown(request, box_id, asked=asked, form=form, refusal=refusal, status=status)
    messages.success(request, _("Het ligt voor je klaar. Laat de code zien als je het ophaalt."))
    return redirect("klusbox:reservation", made.id)


def _shown(
    request: HttpRequest,
    box_id: int,
    *,
    asked: PeriodForm | None = None,
    form: ReserveForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    person, now = person_or_none(request), timezone.now()
    found = stock.box_seen_by(person, box_id)
    own = _own_klus(person, request.GET.get("klus") or request.POST.get("klus"))
    if asked is None:
        asked = _of_klus(own) if own and "dag" not in request.GET else None
        asked = asked or period_form(request.GET, found, now)
    period = asked.period() if asked.is_valid() else None
    if period and refusal is None:
        refusal = _impossible(period, now)
    if period and form is None and refusal is None:
        initial = {"klus": own.id if own else None}
        form = ReserveForm(initial=initial, offers=_offers(found, period, now))
    context = {
        "box": found,
        "week": week_lines(found.hours),
        "asked": asked,
        "period": period,
        "form": form,
        "own": own,
        "refusal": refusal,
    }
    return render(request, "klusbox/box.html", context, status=status)


def _offers(box: Klusbox, period: Period, now: datetime) -> list[Offer]:
    if period.ends_at <= period.starts_at:
        return []
    return offers(box, starts_at=period.starts_at, ends_at=period.ends_at, now=now)


def _impossible(period: Period, now: datetime) -> Refusal | None:
    """What is wrong with a time, before somebody chooses things for it."""
    try:
        refuse_unless_period(period.starts_at, period.ends_at, now=now, longest_days=LONGEST_DAYS)
    except Refusal as refusal:
        return refusal
    return None


def _own_klus(person: Person | None, sign_up_id: object) -> SignUp | None:
    """The klus one borrows it for; somebody else's is none."""
    if person is None or not str(sign_up_id or "").isdecimal():
        return None
    try:
        return work.own_sign_up(person, int(str(sign_up_id)[:18]))
    except NotFound:
        return None


def _of_klus(own: SignUp) -> PeriodForm:
    """The time of a klus."""
    begin, end = timezone.localtime(own.slot.starts_at), timezone.localtime(own.slot.ends_at)
    return PeriodForm({
        "dag": begin.date(), "van": f"{begin:%H:%M}", "tot_dag": end.date(), "tot": f"{end:%H:%M}",
    })  # fmt: skip


def _metres(near: Point | None, box: Klusbox) -> int | None:
    if near is None or box.latitude is None or box.longitude is None:
        return None
    return metres_between(near, (box.latitude, box.longitude))

"""Series at the console: all of them, one with its times, begin, leave out, take over, stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone, localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.queries import organiser_budget
from marketplace.models import Klus
from marketplace.planning import queries
from marketplace.planning.models import Series
from marketplace.planning.rules.recurrence import aware, starts_until
from marketplace.planning.services.occurrences import make_due
from marketplace.planning.services.series import (
    leave_out,
    start_series,
    stop_series,
    take_series_over,
)
from marketplace.planning.web.forms import RepeatForm
from marketplace.planning.web.words import reason_words, series_words
from marketplace.queries import klus_seen_by
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.web.steps import person_who_may, step

PER_PAGE: Final = 25
FOLLOWING: Final = 6
A_YEAR: Final = timedelta(days=800)


@dataclass(frozen=True)
class Time:
    """One time of a series: its klus, or none yet; why it is not put up; whether it is left out."""

    starts_at: datetime
    klus: Klus | None = None
    is_left_out: bool = False
    reason: str | Promise = ""

    @property
    def wall(self) -> str:
        """When it is on the town's clock, as a form sends it."""
        return localtime(self.starts_at).strftime("%Y-%m-%dT%H:%M")


@login_required
@never_cache
@require_GET
def all_series(request: HttpRequest) -> HttpResponse:
    """All series, those that run first."""
    person_who_may(request, "publish-klus")
    page = Paginator(queries.series_of_console(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [(one, series_words(one)) for one in page.object_list]}
    return render(request, "marketplace/console_all_series.html", context)


@login_required
@never_cache
@require_GET
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    """One series and its times."""
    return _shown(request, person_who_may(request, "publish-klus"), series_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def repeat(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Let a klus or a pattern come back."""
    person = person_who_may(request, "publish-klus")
    klus, now = klus_seen_by(person, klus_id), timezone.now()
    form = RepeatForm(request.POST or None, klus=klus)

    def run() -> HttpResponse:
        made = start_series(
            key=form.used_key(), klus_id=klus.id, actor=person, now=now, **form.told()
        )
        messages.success(request, _("De reeks is begonnen."))
        return redirect("marketplace:console-series", made.id)

    context = {"klus": klus, "organiser": organiser_budget(klus.organiser_id, now)}
    return step(request, "marketplace/console_klus_repeat.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, series_id: int) -> HttpResponse:
    """No more times, after a question."""
    person = person_who_may(request, "publish-klus")
    found = queries.series(series_id)

    def run() -> HttpResponse:
        stop_series(series_id=found.id, actor=person, now=timezone.now())
        messages.success(request, _("De reeks is gestopt. Wat open staat, blijft open."))
        return redirect("marketplace:console-series", found.id)

    return step(request, "marketplace/console_series_stop.html", run, context={"series": found})


@login_required
@require_POST
def act(request: HttpRequest, series_id: int) -> HttpResponse:
    """Leave a time out, try again what waits, or take the series over."""
    person, now = person_who_may(request, "publish-klus"), timezone.now()
    choice = request.POST.get("keuze")
    try:
        if choice == "overnemen":
            take_series_over(series_id=series_id, actor=person, now=now)
            messages.success(request, _("De reeks staat op jouw naam."))
        elif choice == "probeer":
            _try_again(request, series_id, now)
        else:
            wall = _wall(request.POST.get("keer", ""))
            leave_out(series_id=series_id, wall=wall, actor=person, now=now)
            messages.success(request, _("Deze keer slaan we over."))
    except Refusal as refusal:
        return _shown(request, person, series_id, refusal)
    return redirect("marketplace:console-series", series_id)


def _try_again(request: HttpRequest, series_id: int, now: datetime) -> None:
    make_due(series_id=series_id, now=now)
    if queries.held_back(series_id, now=now):
        messages.warning(request, _("Nog niet alles kan open. Kijk hieronder waarom."))
    else:
        messages.success(request, _("Alles staat open."))


def _wall(told: str) -> datetime:
    try:
        return datetime.strptime(told, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the town's own clock
    except ValueError as error:
        raise NotFound from error


def _shown(
    request: HttpRequest, person: Person, series_id: int, refusal: Refusal | None = None
) -> HttpResponse:
    found = queries.series(series_id)
    now = timezone.now()
    times = [
        Time(one.starts_at, one.klus, one.is_left_out, reason_words(one.refusal))
        for one in queries.coming_occurrences(found, now=now)
    ]
    context = {
        "series": found,
        "words": series_words(found),
        "times": times,
        "following": _following(found, times, now),
        "waits": any(time.reason for time in times),
        "is_mine": found.made_by_id == person.id,
        "refusal": refusal,
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "marketplace/console_series.html", context, status=status)


def _following(found: Series, known: Sequence[Time], now: datetime) -> list[Time]:
    """The times that are not made yet, as far as somebody wants to look ahead."""
    if found.state != Series.State.RUNNING:
        return []
    after, zone = max(found.made_until, localdate(now)), get_default_timezone()
    walls = starts_until(
        found.rule, found.starts_on, found.begins_at, after=after, until=after + A_YEAR,
        most=FOLLOWING,
    )  # fmt: skip
    made = {one.starts_at for one in known}
    return [Time(start) for start in (aware(one, zone) for one in walls) if start not in made]

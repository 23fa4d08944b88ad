"""The maintenance team's round: past the places where work is done, on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.checking import queries
from marketplace.checking.services.checks import own_household
from marketplace.models import Klus, SignUp
from marketplace.rules.routes import walking_order
from marketplace.web.chips import chips_of
from tenants.people.models import Person
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may_somewhere


@dataclass(frozen=True)
class Stop:
    """A place on the round: its klus, whose work waits there, and how far it is from the last."""

    klus: Klus
    people: Sequence[SignUp]
    metres: int | None
    form: KeyForm

    @property
    def metres_rounded(self) -> int | None:
        """To fifty metres."""
        return None if self.metres is None else round(self.metres / 50) * 50


@login_required
@never_cache
@require_GET
def round_(request: HttpRequest) -> HttpResponse:
    """Stops in walking order, from where work waits longest."""
    person = person_who_may_somewhere(request, "check-proof")
    chosen = request.GET.get("wijk", "")
    waiting = list(queries.on_the_round(person))
    areas = {
        one.slot.klus.neighbourhood_id: one.slot.klus.neighbourhood.name
        for one in waiting
        if one.slot.klus.neighbourhood is not None
    }
    choices = [("", _("Overal")), *((str(area), name) for area, name in sorted(areas.items()))]
    if chosen:
        waiting = [one for one in waiting if str(one.slot.klus.neighbourhood_id) == chosen]
    context = {
        "stops": _stops(waiting, person),
        "people": len(waiting),
        "chips": chips_of(request.GET, "wijk", choices) if len(areas) > 1 else [],
        "batches": queries.batches_to_undo(person, timezone.now()),
    }
    return render(request, "checking/round.html", context)


def _stops(waiting: Sequence[SignUp], person: Person) -> list[Stop]:
    not_mine = own_household(waiting, person)
    by_klus: dict[int, list[SignUp]] = {}
    for one in waiting:
        if one not in not_mine:
            by_klus.setdefault(one.slot.klus_id, []).append(one)
    klussen = {klus_id: found[0].slot.klus for klus_id, found in by_klus.items()}
    places = {
        klus_id: (klus.latitude, klus.longitude)
        if klus.latitude is not None and klus.longitude is not None
        else None
        for klus_id, klus in klussen.items()
    }
    return [
        Stop(klussen[klus_id], by_klus[klus_id], metres, KeyForm(auto_id=f"stop_{klus_id}_%s"))
        for klus_id, metres in walking_order(places)
    ]

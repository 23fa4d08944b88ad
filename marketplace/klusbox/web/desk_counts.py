"""Counting a box at the desk, and what the count changed."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.services.counting import count_stock
from marketplace.klusbox.services.moving import PERMISSION
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may, step

LONGEST: Final = 18


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, box_id: int) -> HttpResponse:
    """Tick what lies in the box."""
    person = person_who_may(request, PERMISSION)
    box = stock.box_seen_by(person, box_id)
    form = KeyForm(request.POST or None)

    def run() -> HttpResponse:
        made = count_stock(
            key=form.used_key(), box_id=box.id, seen=_seen(request.POST),
            there=_there(request.POST),
            actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Geteld. Hieronder staat wat er anders was."))
        return redirect("klusbox:count", made.id)

    context = {"box": box, "items": stock.items_of(box)}
    return step(request, "klusbox/desk_count.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def result(request: HttpRequest, count_id: int) -> HttpResponse:
    """What the count changed, first what was wrong."""
    person_who_may(request, PERMISSION)
    found = stock.stock_count(count_id)
    lines = list(found.lines.select_related("item__kind"))
    wrong = [line for line in lines if line.outcome != line.Outcome.RIGHT]
    context = {"count": found, "wrong": wrong, "total": len(lines)}
    return render(request, "klusbox/desk_counted.html", context)


def _seen(sent: QueryDict) -> dict[int, int]:
    """By thing, the number of its last movement when the list was made; the page sent both."""
    pairs = [one.split("-") for one in sent.getlist("gezien")]
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(one.isdecimal() and len(one) <= LONGEST for one in pair)
    }


def _there(sent: QueryDict) -> set[int]:
    """What was ticked."""
    return {int(one) for one in sent.getlist("er") if one.isdecimal() and len(one) <= LONGEST}

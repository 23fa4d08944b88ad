"""The municipality's overview: counts, weeks, cover, what waits, budgets."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.queries import budgets, cover, open_alarms
from marketplace import queries
from marketplace.web.chart import line_chart
from tenants.web.steps import person_who_may

PROOFS_SHOWN: Final = 5
BUDGETS_SHOWN: Final = 5


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """One screen that says how the town does. Each part is for who may see it."""
    person = person_who_may(request, "see-console")
    now = timezone.now()
    weeks = queries.weekly_series(now)
    participation = queries.participation(now)
    context: dict[str, object] = {
        "now": now,
        "counts": queries.console_counts(now),
        "weeks": weeks,
        "chart": line_chart(
            [week.earned for week in weeks],
            [week.spent for week in weeks],
            [week.number for week in weeks],
        ),
        "participation": participation,
        "most_done": max((part.done for part in participation), default=1),
        "may_publish": person.may("publish-klus"),
        "may_see_merchants": person.may("see-merchants"),
    }
    if person.may("see-programmes"):
        found = cover()
        context["cover"] = found
        context["alarms"] = open_alarms()
        context["cover_scale"] = max(found.euros, found.needed, 1)
        context["budgets"] = budgets()[:BUDGETS_SHOWN]
    if person.may("check-proof"):
        context["waiting"] = queries.waiting_proofs(person)[:PROOFS_SHOWN]
    return render(request, "marketplace/console.html", context)

"""A replay of a version at the console: ask for it, see how far it is, read what it found."""

from typing import Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Replay, RuleSet
from currency.queries import newest_replay, replays_of, rule_version
from currency.replay import MOST_MONTHS, Report
from currency.services.replays import is_left, start_replay
from marketplace.web.desk_rules.replay_report import bars, sections, what_happened
from tenants.people.models import Person
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may, step

USUAL_MONTHS: Final = 6


class ReplayForm(KeyForm):
    """Over how many months."""

    months = forms.IntegerField(
        label=_("Hoeveel maanden kijk je terug?"),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=USUAL_MONTHS,
        help_text=_("Van 1 tot 24. We beginnen op de eerste dag van die maand."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def replay(request: HttpRequest, version: int) -> HttpResponse:
    """What the version would have changed in the past months; asking for it makes a worker look."""
    permission = "propose-rules" if request.method == "POST" else "see-rules"
    person = person_who_may(request, permission)
    found = rule_version(version)
    form = ReplayForm(request.POST or None)

    def run() -> HttpResponse:
        start_replay(
            version=version, months=form.cleaned_data["months"], actor=person.party_id,
            now=timezone.now(), key=form.used_key(),
        )  # fmt: skip
        return redirect("marketplace:console-rules-replay", version)

    context = _about(found, person)
    return step(request, "marketplace/console_rules_replay.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def progress(request: HttpRequest, version: int) -> HttpResponse:
    """How far it is, for the part of the page that asks again and again."""
    person = person_who_may(request, "see-rules")
    context = {**_about(rule_version(version), person), "form": ReplayForm()}
    return render(request, "marketplace/_console_replay.html", context)


def _about(version: RuleSet, person: Person) -> dict[str, object]:
    latest = newest_replay(version)
    is_over = latest is not None and is_left(latest, timezone.now())
    context: dict[str, object] = {
        "version": version,
        "replay": latest,
        "is_left": is_over,
        "is_open": latest is not None and latest.is_open and not is_over,
        "is_outdated": latest is None and replays_of(version).exists(),
        "may_start": version.state != RuleSet.State.APPROVED and person.may("propose-rules"),
        "percent": latest.seen * 100 // latest.total if latest and latest.total else 0,
    }
    if latest is not None and latest.state == Replay.State.DONE:
        report = Report.model_validate(latest.report)
        context |= {
            "report": report, "bars": bars(report), "sections": sections(report),
            "happened": what_happened(report),
        }  # fmt: skip
    return context

"""Klussen at the console: list, make, publish, who comes, close, call off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.queries import Budget, budgets, organiser_budget, rules_in_force
from marketplace import queries
from marketplace.models import Klus, SignUp
from marketplace.organisations.queries import allotted_to
from marketplace.queries.changes import changes_of
from marketplace.queries.guard import is_agreed, open_opinion, opinions_of, signals_of
from marketplace.queries.ideas import open_ideas
from marketplace.queries.late import late_offs_of
from marketplace.queries.policy import klus_policy
from marketplace.queries.reach import CHECK, ORGANISE
from marketplace.queries.waiting import waiting_of_klus
from marketplace.rules.promises import promise_of
from marketplace.rules.transitions import KLUS, Hat, verbs_of
from marketplace.services.klussen import (
    Point,
    cancel_klus,
    close_klus,
    create_klus,
    publish_klus,
)
from marketplace.services.sign_ups import check_in, mark_no_show
from marketplace.web.change_words import change_lines
from marketplace.web.desk_forms import KlusForm, ReasonForm
from marketplace.web.desk_moments import moment_rows
from marketplace.web.hourly import hourly_note
from marketplace.web.signal_words import signal_words
from tenants.errors import NotFound, Refusal
from tenants.people.models import Neighbourhood, Person
from tenants.problems import STATUS
from tenants.web.steps import person_who_may_somewhere, step

KLUSSEN_PER_PAGE: Final = 25
CHANGES_SHOWN: Final = 20


@login_required
@never_cache
@require_GET
def klussen(request: HttpRequest) -> HttpResponse:
    """All klussen, newest first."""
    person = person_who_may_somewhere(request, "publish-klus")
    state = request.GET.get("stand", "")
    states = [state] if state in Klus.State.values else []
    text = request.GET.get("zoek", "")[:60]
    found = queries.klussen_of_console(person, states=states, text=text)
    page = Paginator(found, KLUSSEN_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page": page,
        "states": [one for one in Klus.State.choices if one[0] != Klus.State.PATTERN],
        "state": state,
        "text": text,
        "asked": asked.urlencode(),
        "organiser": organiser_budget(person.party_id, timezone.now()),
        "ideas": open_ideas().count(),
        "may_plan": person.may("publish-klus"),
    }
    return render(request, "marketplace/console_klussen.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new klus; "publish" puts it up at once."""
    person = person_who_may_somewhere(request, "publish-klus")
    now = timezone.now()
    own, found = allotted_to(person, budgets_to_choose(now))
    form = KlusForm(request.POST or None, budgets=found, organisers=own)

    def run() -> HttpResponse:
        made = made_of(form, person, now)
        messages.success(request, _("De klus is bewaard. Zet hem nu open."))
        return redirect("marketplace:console-klus", made.id)

    context = klus_context(person, found, now)
    return step(request, "marketplace/console_klus_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def klus(request: HttpRequest, klus_id: int) -> HttpResponse:
    """One klus: what is reserved, who comes, what can be done."""
    return shown(request, klus_id)


@login_required
@require_POST
def publish(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Put it up: its budget is set aside."""
    person = person_who_may_somewhere(request, "publish-klus")
    try:
        publish_klus(klus_id=klus_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return shown(request, klus_id, refusal)
    messages.success(request, _("De klus staat open. Inwoners kunnen zich aanmelden."))
    return redirect("marketplace:console-klus", klus_id)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Close it, after a question."""
    person = person_who_may_somewhere(request, "publish-klus")

    def run() -> HttpResponse:
        close_klus(klus_id=klus_id, actor=person, now=timezone.now())
        messages.success(request, _("De klus is gesloten. Wat niet nodig is, is weer vrij."))
        return redirect("marketplace:console-klus", klus_id)

    context = {"klus": queries.klus_run_by(person, klus_id)}
    return step(request, "marketplace/console_klus_close.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, klus_id: int) -> HttpResponse:
    """Call it off, with a reason for who signed up."""
    person = person_who_may_somewhere(request, "publish-klus")
    form = ReasonForm(request.POST or None)

    def run() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        cancel_klus(klus_id=klus_id, actor=person, reason=reason, now=timezone.now())
        messages.success(request, _("De klus is afgelast. Wie zich had aangemeld, krijgt bericht."))
        return redirect("marketplace:console-klus", klus_id)

    context = {"klus": queries.klus_run_by(person, klus_id)}
    return step(request, "marketplace/console_klus_cancel.html", run, context=context, form=form)


@login_required
@require_POST
def attendance(request: HttpRequest, klus_id: int, sign_up_id: int) -> HttpResponse:
    """Somebody is here, or did not come."""
    person = person_who_may_somewhere(request, "publish-klus")
    try:
        found = queries.klus_run_by(person, klus_id)
        if not SignUp.objects.filter(id=sign_up_id, slot__klus=found).exists():
            raise NotFound
        act = mark_no_show if request.POST.get("keuze") == "niet" else check_in
        act(sign_up_id=sign_up_id, actor=person, now=timezone.now())
    except Refusal as refusal:
        return shown(request, klus_id, refusal)
    return redirect("marketplace:console-klus", klus_id)


def budgets_to_choose(now: datetime) -> list[Budget]:
    """Budgets out of which a new klus can still be rewarded."""
    return [budget for budget in budgets() if budget.programme.ends_on >= localdate(now)]


def klus_context(person: Person, found: Sequence[Budget], now: datetime) -> dict[str, object]:
    """What stands beside the form of a new klus."""
    return {
        "rewards": rules_in_force(now).rules.rewards,
        "budgets": found,
        "organiser": organiser_budget(person.party_id, now),
    }


def made_of(form: KlusForm, person: Person, now: datetime) -> Klus:
    """The draft that a valid form asks for."""
    told = {
        name: form.cleaned_data[name]
        for name in ("title", "description", "category", "programme", "neighbourhood", "place")
    }
    return create_klus(
        key=form.used_key(),
        actor=person,
        reward=form.cleaned_data["reward"],
        is_group=form.cleaned_data["is_group"],
        is_standing=form.cleaned_data["is_standing"],
        duration_minutes=form.cleaned_data["minutes"],
        checking=form.cleaned_data["checking"] or Klus.Checking.PHOTO,
        suits=form.cleaned_data["suits"],
        languages=form.cleaned_data["languages"],
        moments=form.moments(),
        point=_middle(form.cleaned_data["neighbourhood"]),
        organiser=form.made_for(),
        now=now,
        **told,
    )


def shown(request: HttpRequest, klus_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """One klus at the desk, and what was wrong with what was asked."""
    person = person_who_may_somewhere(request, "publish-klus")
    found = queries.klus_run_by(person, klus_id)
    slots = list(found.slots.all())
    now, needs_check = timezone.now(), klus_policy().needs_check
    context = {
        "klus": found,
        "may_plan": person.may("publish-klus"),
        "slots": slots,
        "places": sum(slot.places for slot in slots),
        "needed": sum(
            promise_of(found.reward, is_group=found.is_group, places=slot.places) for slot in slots
        ),
        "hourly": hourly_note(found, slots, now),
        "organiser": organiser_budget(found.organiser_id, now),
        "moments": moment_rows(
            slots,
            queries.sign_ups_of_klus(found),
            now=now,
            waiting=waiting_of_klus(found),
            late_offs=late_offs_of(found),
        ),
        "checkers": queries.checkers_of(found),
        "may_check": person.may(CHECK, within=found.organiser_id),
        "may_name": person.may(ORGANISE),
        "changes": change_lines(changes_of(found)[:CHANGES_SHOWN]),
        **_guard(found),
        "needs_check": needs_check,
        "wants_check": needs_check and found.state == Klus.State.DRAFT,
        "may_check_klus": found.made_by_id != person.id,
        "verbs": {verb.value for verb in verbs_of(KLUS, found.state, {Hat.ORGANISER})},
        "refusal": refusal,
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "marketplace/console_klus.html", context, status=status)


def _guard(found: Klus) -> dict[str, object]:
    """Whether it looks like paid work, and what was said about that."""
    looks = signals_of(found) if found.state in (Klus.State.DRAFT, Klus.State.CHECKED) else []
    agreed = bool(looks) and is_agreed(found, looks, as_it_is=True)
    return {
        "signals": signal_words(looks),
        "is_agreed": agreed,
        "wants_opinion": bool(looks) and not agreed,
        "opinions": list(opinions_of(found)),
        "open_opinion": open_opinion(found),
    }


def _middle(place: Neighbourhood | None) -> Point | None:
    """Where a klus is shown until somebody says it more exactly: in the middle of its part."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude

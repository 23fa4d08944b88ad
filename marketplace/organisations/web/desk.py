"""Organisations at the console: who asks, letting one in, its part of the budgets, stopping one."""

from collections.abc import Callable
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.organisations import queries
from marketplace.organisations.models import Organisation
from marketplace.organisations.services.allotments import allot
from marketplace.organisations.services.organisations import (
    approve_organisation,
    decline_organisation,
    stop_organisation,
)
from marketplace.organisations.web.forms import AllotForm
from marketplace.web.desk_forms import ReasonForm
from tenants.web.steps import person_who_may, step

PER_PAGE: Final = 25
ENDINGS: Final[dict[str, Callable[..., Organisation]]] = {
    "af": decline_organisation, "stop": stop_organisation,
}  # fmt: skip


@login_required
@never_cache
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations, those that wait first."""
    person = person_who_may(request, "see-organisations")
    text = request.GET.get("zoek", "")[:60]
    page = Paginator(queries.organisations(text), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page": page,
        "text": text,
        "asked": asked.urlencode(),
        "may_approve": person.may("approve-organisation"),
    }
    return render(request, "organisations/console.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One of them; who funds budgets says how much it may promise."""
    person = person_who_may(request, "see-organisations")
    found = queries.organisation_of_console(organisation_id)
    form = AllotForm(request.POST or None)

    def run() -> HttpResponse:
        part = allot(organisation_id=found.id, actor=person, **form.cleaned_data)
        told = {"name": found.party.name, "budget": part.programme.name}
        messages.success(request, _("%(name)s heeft nu een deel van %(budget)s.") % told)
        return redirect("organisations:console-organisation", found.id)

    context = {
        "organisation": found,
        "parts": queries.allotments_of([found]),
        "colleagues": queries.colleagues_of(found),
        "may_approve": person.may("approve-organisation"),
        "may_allot": person.may("fund-programme") and found.state == Organisation.State.APPROVED,
    }
    return step(request, "organisations/console_organisation.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Let it in, after reading what it tells of itself."""
    person = person_who_may(request, "approve-organisation")

    def run() -> HttpResponse:
        found = approve_organisation(
            organisation_id=organisation_id, actor=person, now=timezone.now()
        )
        messages.success(
            request, _("%(name)s doet mee. Geef nu een deel van een budget.")
            % {"name": found.party.name},
        )  # fmt: skip
        return redirect("organisations:console-organisation", found.id)

    context = {"organisation": queries.organisation_of_console(organisation_id)}
    return step(request, "organisations/console_approve.html", run, context=context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, organisation_id: int, choice: str) -> HttpResponse:
    """Not let in, or no longer, with a reason that who asked reads."""
    person = person_who_may(request, "approve-organisation")
    form: forms.Form = ReasonForm(request.POST or None)

    def run() -> HttpResponse:
        found = ENDINGS[choice](
            organisation_id=organisation_id, reason=form.cleaned_data["reason"], actor=person,
            now=timezone.now(),
        )  # fmt: skip
        told = _("%(name)s doet niet mee.") if choice == "af" else _("%(name)s is gestopt.")
        messages.success(request, told % {"name": found.party.name})
        return redirect("organisations:console-organisations")

    context = {
        "organisation": queries.organisation_of_console(organisation_id), "choice": choice,
    }  # fmt: skip
    return step(request, "organisations/console_end.html", run, context=context, form=form)

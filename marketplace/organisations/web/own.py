"""An organisation's own pages: ask to take part, how it stands, and who works for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.organisations import queries
from marketplace.organisations.services.organisations import (
    add_colleague,
    apply_organisation,
    remove_colleague,
)
from marketplace.organisations.web.forms import ApplyForm, ColleagueForm
from tenants.errors import NotFound
from tenants.people.queries import owns
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations somebody works for."""
    own = queries.own_organisations(person_of(request))
    return render(request, "organisations/own.html", {"organisations": own})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Ask to run klussen for an organisation."""
    form = ApplyForm(request.POST or None)

    def run() -> HttpResponse:
        told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        made = apply_organisation(
            key=form.used_key(), owner=person_of(request), now=timezone.now(), **told
        )
        messages.success(request, _("Je aanvraag is binnen. De gemeente kijkt hem na."))
        return redirect("organisations:organisation", made.id)

    return step(request, "organisations/apply.html", run, context={}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """How it stands, its part of the budgets and its people; who answers for it adds one."""
    person = person_of(request)
    found = queries.own_organisation(person, organisation_id)
    form = ColleagueForm(request.POST or None)

    def run() -> HttpResponse:
        seat = add_colleague(organisation_id=found.id, actor=person, **form.cleaned_data)
        messages.success(request, _("%(name)s hoort er nu bij.") % {"name": seat.person.name})
        return redirect("organisations:organisation", found.id)

    context = {
        "organisation": found,
        "parts": queries.allotments_of([found]),
        "colleagues": queries.colleagues_of(found),
        "is_owner": owns(person_party=person.party_id, party=found.party_id),
    }
    return step(request, "organisations/organisation.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def farewell(request: HttpRequest, organisation_id: int, seat_id: int) -> HttpResponse:
    """Somebody works for it no longer, after a question."""
    person = person_of(request)
    found = queries.own_organisation(person, organisation_id)
    seat = queries.colleagues_of(found).filter(id=seat_id).first()
    if seat is None or not owns(person_party=person.party_id, party=found.party_id):
        raise NotFound

    def run() -> HttpResponse:
        remove_colleague(
            organisation_id=found.id, seat_id=seat.id, actor=person, now=timezone.now()
        )
        messages.success(
            request, _("%(name)s hoort er niet meer bij.") % {"name": seat.person.name}
        )
        if seat.person_id == person.id:
            return redirect("organisations:organisations")
        return redirect("organisations:organisation", found.id)

    context = {"organisation": found, "seat": seat}
    return step(request, "organisations/farewell.html", run, context=context)

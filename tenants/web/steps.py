"""How a page asks and does: who it is, whether they may, a step whose refusal stays on the page."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.errors import Refusal
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may, refuse_unless_may_somewhere
from tenants.problems import STATUS


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; `login_required` lets nobody else come here."""
    assert isinstance(request.user, Person)
    return request.user


def person_or_none(request: HttpRequest) -> Person | None:
    """The signed-in person, or None for a passer-by."""
    return request.user if isinstance(request.user, Person) else None


def person_who_may(request: HttpRequest, permission: str) -> Person:
    """The signed-in person, who has this permission. Raises NotAllowed."""
    person = person_of(request)
    refuse_unless_may(person, permission)
    return person


def person_who_may_somewhere(request: HttpRequest, permission: str) -> Person:
    """The signed-in person, who has this permission for all or for what is of some party.

    What is shown and done is then narrowed to their reach. Raises NotAllowed.
    """
    person = person_of(request)
    refuse_unless_may_somewhere(person, permission)
    return person


def step(
    request: HttpRequest,
    template: str,
    run: Callable[[], HttpResponse],
    *,
    context: Mapping[str, object],
    form: forms.Form | None = None,
    sure: Callable[[], Mapping[str, object]] | None = None,
) -> HttpResponse:
    """Ask on GET; on POST check the form and run. What was typed stays, with the sentence.

    With `sure` a form is asked twice: what it answers is shown with `is_sure`, and only a POST that
    says "zeker" runs.
    """
    shown: dict[str, object] = {**context, "form": form, "refusal": None}
    if request.method != "POST":
        return render(request, template, shown)
    if form is not None and not form.is_valid():
        return render(request, template, shown, status=422)
    try:
        if sure is not None and "zeker" not in request.POST:
            return render(request, template, {**shown, "is_sure": True, **sure()})
        return run()
    except Refusal as refusal:
        shown["refusal"] = refusal
        return render(request, template, shown, status=STATUS[refusal.kind])

"""A resident's household: start one, give its code on, join, leave."""

from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenants.attempts import count_wrong, refuse_above
from tenants.errors import NotFound, Refusal
from tenants.households.errors import HouseholdUnknown, TooManyHouseholdCodes
from tenants.households.queries import home_of, people_at
from tenants.households.services import (
    join_household,
    leave_household,
    renew_household_code,
    start_household,
)
from tenants.problems import STATUS
from tenants.web.steps import person_of, step

ATTEMPTS: Final = "household"


class JoinForm(forms.Form):
    """The code of a household."""

    code = forms.CharField(
        label=gettext_lazy("Code van je huisgenoot"),
        max_length=20,
        help_text=gettext_lazy("8 letters en cijfers. Je huisgenoot vindt hem op deze pagina."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@login_required
@never_cache
@require_GET
def household(request: HttpRequest) -> HttpResponse:
    """Who lives with this person, and the code; or how to say so."""
    return _shown(request, JoinForm())


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A household of one, for now."""
    try:
        start_household(person=person_of(request), now=timezone.now())
    except Refusal as refusal:
        return _shown(request, JoinForm(), refusal)
    messages.success(request, _("Je huishouden is gemaakt. Geef de code aan je huisgenoten."))
    return redirect("tenants:household")


@login_required
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Live there too. Nobody may try codes out."""
    person, form = person_of(request), JoinForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    try:
        refuse_above(ATTEMPTS, person.id, TooManyHouseholdCodes)
        join_household(code=form.cleaned_data["code"], person=person, now=timezone.now())
    except HouseholdUnknown as refusal:
        count_wrong(ATTEMPTS, person.id)
        form.add_error("code", str(refusal.sentence))
        return _shown(request, form, status=422)
    except Refusal as refusal:
        return _shown(request, form, refusal)
    messages.success(request, _("Je hoort nu bij dit huishouden."))
    return redirect("tenants:household")


@login_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """A new code."""
    try:
        renew_household_code(person=person_of(request), now=timezone.now())
    except Refusal as refusal:
        return _shown(request, JoinForm(), refusal)
    messages.success(request, _("Dit is de nieuwe code. De oude werkt niet meer."))
    return redirect("tenants:household")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Live there no more, after a question."""
    person = person_of(request)
    home = home_of(person)
    if home is None:
        raise NotFound

    def run() -> HttpResponse:
        leave_household(person=person, now=timezone.now())
        messages.success(request, _("Je hoort niet meer bij dit huishouden."))
        return redirect("tenants:household")

    return step(request, "tenants/household_leave.html", run, context={"people": people_at(home)})


def _shown(
    request: HttpRequest, form: JoinForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    home = home_of(person_of(request))
    context = {
        "home": home,
        "people": people_at(home) if home else [],
        "is_code_good": home is not None and home.household.code_until > timezone.now(),
        "form": form,
        "refusal": refusal,
    }
    if refusal is not None:
        status = STATUS[refusal.kind]
    return render(request, "tenants/household.html", context, status=status)

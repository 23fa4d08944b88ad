"""How somebody wants to hear of things."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.messages.services.preferences import choose_quiet_hours, choose_ways
from tenants.messages.web.preference_form import PreferenceForm
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """See and change it."""
    person = person_of(request)
    form = PreferenceForm(person, request.POST or None)

    def run() -> HttpResponse:
        choose_ways(person=person, chosen=form.chosen())
        choose_quiet_hours(
            person=person, is_on=form.cleaned_data["is_quiet"],
            starts=form.cleaned_data["starts"], ends=form.cleaned_data["ends"],
        )  # fmt: skip
        messages.success(request, _("Bewaard."))
        return redirect("messages:settings")

    return step(request, "tenants/messages/settings.html", run, context={}, form=form)

"""How somebody wants to hear of things."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.messages.channels import open_channels
from tenants.messages.channels.push_key import public_key_text
from tenants.messages.models import Channel
from tenants.messages.queries import devices_of, phone_of
from tenants.messages.services.preferences import choose_quiet_hours, choose_ways
from tenants.messages.web.preference_form import PreferenceForm
from tenants.people.models import Person
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

    return step(request, "tenants/messages/settings.html", run, context=_shown(person), form=form)


def _shown(person: Person) -> dict[str, object]:
    has_push = Channel.PUSH in open_channels()
    return {
        "has_push": has_push,
        "push_key": public_key_text() if has_push else "",
        "devices": devices_of(person),
        "has_sms": Channel.SMS in open_channels(),
        "phone": phone_of(person),
    }

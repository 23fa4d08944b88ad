"""Giving one's mobile number, and proving it with the code that was sent there."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tenants.messages.channels.outcomes import NotSent
from tenants.messages.channels.sms import provider
from tenants.messages.errors import TextNotSent
from tenants.messages.queries import phone_of
from tenants.messages.services.phones import ask_code, confirm_number, forget_number
from tenants.queries import current_tenant
from tenants.schema import current_schema
from tenants.web.steps import person_of, step


class NumberForm(forms.Form):
    """A number as people write it."""

    number = forms.CharField(
        label=gettext_lazy("Jouw mobiele nummer"), max_length=24,
        help_text=gettext_lazy("We sturen je een code om te zien of het nummer van jou is."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=gettext_lazy("De code uit je sms"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """Give a number; a code goes there."""
    person, form = person_of(request), NumberForm(request.POST or None)

    def run() -> HttpResponse:
        now = timezone.now()
        known, code = ask_code(person=person, number=form.cleaned_data["number"], now=now)
        _send_code(known, code, f"{current_schema()}-code-{person.id}-{now:%Y%m%d%H%M%S}")
        return redirect("messages:phone-code")

    return step(request, "tenants/messages/phone.html", run, context={}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code in."""
    person, form = person_of(request), CodeForm(request.POST or None)

    def run() -> HttpResponse:
        confirm_number(person=person, code=form.cleaned_data["code"], now=timezone.now())
        messages.success(request, _("Gelukt. Kies nu waarover we je sms’en."))
        return redirect("messages:settings")

    context = {"phone": phone_of(person)}
    return step(request, "tenants/messages/phone_code.html", run, context=context, form=form)


@login_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """No text messages any more."""
    forget_number(person=person_of(request))
    messages.success(request, _("Je nummer is weg. We sms’en je niet meer."))
    return redirect("messages:settings")


def _send_code(number: str, code: str, reference: str) -> None:
    """Raises TextNotSent."""
    text = _("%(code)s is je code voor %(town)s. Geef hem aan niemand.")
    told = text % {"code": code, "town": current_tenant().name}
    try:
        provider().send(number=number, text=told, reference=reference)
    except NotSent as error:
        raise TextNotSent from error

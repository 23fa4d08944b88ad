"""Notifications in this browser: switched on, and off again."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tenants.errors import NotFound, Refusal
from tenants.messages.errors import DeviceNotUsable
from tenants.messages.rules.browsers import browser_name
from tenants.messages.rules.endpoints import LONGEST
from tenants.messages.services.devices import add_device, forget_device
from tenants.web.steps import person_of

# Which device a session speaks for: who signs out there hears nothing there any more.
DEVICE_OF_SESSION = "push-device"


class DeviceForm(forms.Form):
    """What the browser says of itself (W3C, Push API, PushSubscription)."""

    endpoint = forms.CharField(max_length=LONGEST)
    public_key = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=40)


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Show messages in this browser."""
    form = DeviceForm(request.POST)
    try:
        if not form.is_valid():
            raise DeviceNotUsable
        device = add_device(
            person=person_of(request), name=browser_name(request.headers.get("User-Agent", "")),
            now=timezone.now(), **form.cleaned_data,
        )  # fmt: skip
        request.session[DEVICE_OF_SESSION] = device.id
        messages.success(request, _("Gelukt. Je krijgt nu meldingen op dit apparaat."))
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
    return redirect("messages:settings")


@login_required
@require_POST
def forget(request: HttpRequest, device_id: int) -> HttpResponse:
    """Show nothing there any more. Raises NotFound for somebody else's."""
    if not forget_device(person=person_of(request), device_id=device_id):
        raise NotFound
    messages.success(request, _("Op dat apparaat krijg je geen meldingen meer."))
    return redirect("messages:settings")

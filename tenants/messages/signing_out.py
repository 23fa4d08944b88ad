"""Who signs out of a browser hears nothing there any more: somebody else may pick it up."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from tenants.messages.services.devices import forget_device
from tenants.messages.web.devices import DEVICE_OF_SESSION
from tenants.people.models import Person


@receiver(user_logged_out)
def forget_this_browser(request: HttpRequest, user: Any, **_: Any) -> None:
    """Forget the device the session spoke for, while there still is a session."""
    device_id = request.session.get(DEVICE_OF_SESSION)
    if device_id is not None and isinstance(user, Person):
        forget_device(person=user, device_id=int(device_id))

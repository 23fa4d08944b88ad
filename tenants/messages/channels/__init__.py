"""The ways out of the house. A channel sends one message to one place, or says why not."""

from django.conf import settings

from tenants.messages.models import Channel


def open_channels() -> list[Channel]:
    """The channels this installation has set up."""
    is_open = {
        Channel.MAIL: True,
        Channel.PUSH: bool(settings.PUSH_KEY),
        Channel.SMS: bool(settings.SMS_PROVIDER),
    }
    return [channel for channel in Channel if is_open[channel]]

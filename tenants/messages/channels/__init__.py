"""The ways out of the house. A channel sends one message to one place, or says why not."""

from tenants.messages.models import Channel


def open_channels() -> list[Channel]:
    """The channels this installation has set up."""
    return [Channel.MAIL]

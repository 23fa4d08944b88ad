"""By text message, through whichever provider the installation has a contract with."""

from typing import Final, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.messages.channels.outcomes import Refused
from tenants.messages.models import Delivery, Message
from tenants.messages.queries import phone_of
from tenants.messages.words import address_of
from tenants.queries import current_tenant
from tenants.schema import current_schema

# One message of the GSM alphabet; a second one costs as much again (3GPP TS 23.038).
LONGEST: Final = 160


class Provider(Protocol):
    """Who brings text messages. The class is named by HEITJE_SMS_PROVIDER."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Take one over. The same reference twice is one. Raises TryLater or Refused."""


def provider() -> Provider:
    """The installation's provider."""
    made: Provider = import_string(settings.SMS_PROVIDER)()
    return made


def send_sms(delivery: Delivery) -> None:
    """Send it. Raises TryLater, or Refused when there is no number or it is not taken."""
    phone = phone_of(delivery.message.person) if delivery.message.person else None
    if phone is None or phone.confirmed_at is None or phone.number is None:
        raise Refused("no-number")
    reference = f"{current_schema()}-{delivery.id}"
    provider().send(number=phone.number, text=text_of(delivery.message), reference=reference)


def text_of(message: Message) -> str:
    """Whose it is, the subject and where to read on, in one text message."""
    tenant = current_tenant()
    link = address_of(f"/berichten/{message.id}/", tenant)
    room = LONGEST - len(link) - 1
    words = f"{tenant.name}: {message.subject}."
    return f"{words if len(words) <= room else words[: room - 1] + '…'} {link}"

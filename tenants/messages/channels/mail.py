"""By mail: the message with a greeting and the page it leads to, as plain text."""

import smtplib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tenants.messages.channels.outcomes import Refused, TryLater
from tenants.messages.models import Delivery, Message
from tenants.messages.words import address_of
from tenants.queries import current_tenant

PERMANENT: Final = 500


def send_mail(delivery: Delivery) -> None:
    """Send it. Raises TryLater, or Refused when the mail server will never take it."""
    try:
        mail_of(delivery.message).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= PERMANENT for code in codes):
            raise Refused(type(error).__name__) from error
        raise TryLater(type(error).__name__) from error
    except (smtplib.SMTPException, OSError) as error:
        # Without its word the mail server has not taken it over (RFC 5321, section 6.1).
        raise TryLater(type(error).__name__) from error


def mail_of(message: Message) -> EmailMessage:
    """The letter as it leaves. Its Message-ID is of the message: a mailbox knows a second one."""
    person, tenant = message.person, current_tenant()
    with translation.override(message.language):
        body = render_to_string(
            "tenants/letters/mail.txt",
            {
                "letter": message, "name": person.first_name if person else "", "tenant": tenant,
                "url": address_of(message.path, tenant),
                "settings_url": address_of(reverse("messages:settings"), tenant),
            },
        )  # fmt: skip
    headers = {
        "Message-ID": f"<bericht-{message.id}.{tenant.schema_name}@{settings.BASE_HOST}>",
        "Auto-Submitted": "auto-generated",
    }
    to = person.email if person else message.address
    return EmailMessage(message.subject, body, to=[to], headers=headers)

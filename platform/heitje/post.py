"""Mail in demo and development: each letter is kept as a file of its tenant, read at /_post/."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Letter
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext

from tenants.schema import current_schema

SHOWN: Final = 50


class PostBackend(BaseEmailBackend):
    """Keeps letters under POST_DIR/<schema>/, newest last in name order."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep each letter; returns how many."""
        folder = Path(settings.POST_DIR) / current_schema()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns()}-{secrets.token_hex(4)}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


class PostedTexts:
    """A provider of text messages that keeps them with the letters: a number in place of a mail."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Keep one."""
        letter = EmailMessage(gettext("Sms"), text, to=[number], headers={"X-Sms": reference})
        PostBackend().send_messages([letter])


@dataclass(frozen=True)
class KeptLetter:
    """A letter as the post page shows it."""

    to: str
    subject: str
    at: datetime
    text: str


def letters() -> list[KeptLetter]:
    """The newest letters of the current tenant, newest first."""
    folder = Path(settings.POST_DIR) / current_schema()
    files = sorted(folder.glob("*.eml"), reverse=True)[:SHOWN]
    return [_read(file) for file in files]


def _read(file: Path) -> KeptLetter:
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(letter, Letter), "the default policy reads into EmailMessage"
    body = letter.get_body(("plain",))
    return KeptLetter(
        to=str(letter["To"]),
        subject=str(letter["Subject"]),
        at=_sent_at(letter),
        text=body.get_content() if body else "",
    )


def _sent_at(letter: Letter) -> datetime:
    """Django dates a letter "-0000": UTC, and nothing said of where (RFC 5322, section 3.3)."""
    at = parsedate_to_datetime(str(letter["Date"]))
    return at if at.tzinfo else at.replace(tzinfo=UTC)

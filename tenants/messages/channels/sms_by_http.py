"""A provider of text messages that is asked by HTTP with JSON, as most can be.

POST {"from", "to", "text", "reference"} with a bearer token; the reference is its Idempotency-Key.
"""

import http.client
import json
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tenants.messages.channels.outcomes import Refused, TryLater

TIMEOUT_S: Final = 10


class HttpProvider:
    """Asks HEITJE_SMS_URL. Follows no redirect; https, or this machine itself."""

    def send(self, *, number: str, text: str, reference: str) -> None:
        """Take one over. Raises TryLater or Refused."""
        asked = {"from": settings.SMS_SENDER, "to": number, "text": text, "reference": reference}
        try:
            status = self._post(json.dumps(asked).encode(), reference)
        except (OSError, http.client.HTTPException) as error:
            raise TryLater(type(error).__name__) from error
        if status == http.client.TOO_MANY_REQUESTS or status >= 500:
            raise TryLater(f"sms-{status}")
        if not 200 <= status < 300:
            raise Refused(f"sms-{status}")

    def _post(self, body: bytes, reference: str) -> int:
        parts = urlsplit(settings.SMS_URL)
        line = self._line(parts.scheme, parts.netloc)
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.SMS_TOKEN}",
            "Idempotency-Key": reference,
        }
        try:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            line.request("POST", path or "/", body, headers)
            return line.getresponse().status
        finally:
            line.close()

    def _line(self, scheme: str, place: str) -> http.client.HTTPConnection:
        if scheme == "https":
            return http.client.HTTPSConnection(place, timeout=TIMEOUT_S)
        if scheme == "http" and urlsplit(f"//{place}").hostname in ("127.0.0.1", "localhost"):
            return http.client.HTTPConnection(place, timeout=TIMEOUT_S)
        raise ImproperlyConfigured("HEITJE_SMS_URL is an https address.")

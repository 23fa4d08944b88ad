"""To a browser, by its push service (RFC 8030): sealed for that browser alone (RFC 8291).

The push service sees that something comes, and how long it is; not what it says.
"""

import json
from typing import Any, Final

import requests
from django.conf import settings

from tenants.messages.channels.outcomes import Gone, NotSent, Refused, TryLater
from tenants.messages.channels.public_hosts import NotPublic, OutsideSession
from tenants.messages.channels.push_key import private_key
from tenants.messages.models import Delivery, Device, Message
from tenants.queries import current_tenant

# A browser that is off gets it within a day; after that the app itself tells.
KEEP_S: Final = 24 * 60 * 60
TIMEOUT_S: Final = 5.0
LONGEST_ASKED_S: Final = 6 * 60 * 60


def send_push(delivery: Delivery) -> None:
    """Send it. Raises TryLater, Refused, or Gone when the browser is not there any more."""
    from pywebpush import WebPushException, webpush  # it brings much that the web never needs

    assert delivery.device is not None, "the database holds that a push has its device"
    message, key = delivery.message, private_key()
    if key is None:
        raise Refused("no-key")
    try:
        with OutsideSession() as session:
            webpush(
                _subscription(delivery.device), json.dumps(_payload(message)),
                vapid_private_key=_signer(key),
                vapid_claims={"sub": settings.PUSH_CONTACT}, ttl=KEEP_S, timeout=TIMEOUT_S,
                headers={"Topic": f"bericht-{message.id}",
                         "Urgency": "high" if message.is_urgent else "normal"},
                requests_session=session,
            )  # fmt: skip
    except WebPushException as error:
        raise _outcome(error.response) from error
    except requests.RequestException as error:
        raise _unanswered(error) from error
    except OSError as error:
        raise TryLater(type(error).__name__) from error


def _subscription(device: Device) -> dict[str, Any]:
    return {
        "endpoint": device.endpoint,
        "keys": {"p256dh": device.public_key, "auth": device.secret},
    }


def _payload(message: Message) -> dict[str, str]:
    """The subject alone: it stands on a locked screen."""
    return {
        "title": message.subject,
        "body": current_tenant().name,
        "url": f"/berichten/{message.id}/",
        "tag": f"bericht-{message.id}",
        "lang": message.language,
    }


def _signer(key: Any) -> Any:
    from py_vapid import Vapid02

    return Vapid02(key)


def _outcome(answer: requests.Response | None) -> NotSent:
    """What a push service means by its status (RFC 8030, sections 5 and 7)."""
    if answer is None:
        return Refused("not-sealed")
    status = answer.status_code
    if status in (404, 410):
        return Gone(f"push-{status}")
    if status == 429 or status >= 500:
        return TryLater(f"push-{status}", after_s=_asked_wait(answer.headers.get("Retry-After")))
    return Refused(f"push-{status}")


def _asked_wait(text: str | None) -> int:
    """Seconds; a date is not heeded, the usual wait then holds."""
    asked = int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
    return min(asked, LONGEST_ASKED_S)


def _unanswered(error: requests.RequestException) -> NotSent:
    """Nobody answered; a name that leads inside is forgotten."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotPublic):
            return Gone("not-public")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, requests.exceptions.InvalidSchema):
        return Gone("not-https")
    return TryLater(type(error).__name__)

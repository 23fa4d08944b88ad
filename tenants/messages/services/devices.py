"""Browsers that show somebody's messages: taken on, and forgotten."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction

from tenants.messages.channels.push_key import decoded, private_key
from tenants.messages.errors import DeviceNotUsable, PushOff
from tenants.messages.models import Device
from tenants.messages.rules.endpoints import is_public_https
from tenants.people.models import Person

MOST_DEVICES: Final = 8
SECRET_BYTES: Final = 16


@transaction.atomic
def add_device(
    *, person: Person, endpoint: str, public_key: str, secret: str, name: str, now: datetime
) -> Device:
    """Show this person's messages in a browser, and nobody else's any more.

    The newest eight stay. Raises PushOff, DeviceNotUsable.
    """
    if private_key() is None:
        raise PushOff
    if not (settings.PUSH_ANY_HOST or is_public_https(endpoint)):
        raise DeviceNotUsable
    _refuse_unless_keys(public_key, secret)
    digest = sha256(endpoint.encode()).hexdigest()
    # Another person's deliveries to this browser go with the row they were for.
    Device.objects.filter(digest=digest).exclude(person=person).delete()
    device, _ = Device.objects.update_or_create(
        digest=digest,
        defaults={
            "person": person, "endpoint": endpoint, "public_key": public_key, "secret": secret,
            "name": name[:60], "added_at": now,
        },
    )  # fmt: skip
    newest = Device.objects.filter(person=person).order_by("-added_at", "-id")
    kept = list(newest.values_list("id", flat=True)[:MOST_DEVICES])
    Device.objects.filter(person=person).exclude(id__in=kept).delete()
    return device


def forget_device(*, person: Person, device_id: int) -> bool:
    """Show nothing there any more; False when it was not this person's."""
    deleted, _ = Device.objects.filter(person=person, id=device_id).delete()
    return deleted > 0


def _refuse_unless_keys(public_key: str, secret: str) -> None:
    """A point on P-256 and sixteen bytes (RFC 8291, section 3.1). Raises DeviceNotUsable."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key))
        is_whole = len(decoded(secret)) == SECRET_BYTES
    except ValueError as error:
        raise DeviceNotUsable from error
    if not is_whole:
        raise DeviceNotUsable

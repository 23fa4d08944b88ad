"""Idempotency of the API's commands: the caller names each command, once and for all.

Source: the Idempotency-Key header of the IETF draft "The Idempotency-Key HTTP Header Field". The
same key of the same caller with the same request gives the same answer and does nothing twice;
with another request it is refused. A refused command leaves its key free.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from currency.api.models import CommandKey
from currency.errors import KeyReused
from currency.keys import key_for
from tenants.errors import Kind, Refusal
from tenants.people.models import Person

HEADER: Final = "Idempotency-Key"
VISIBLE: Final = re.compile(r"[\x21-\x7e]{8,64}")
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 8, "maxLength": 64, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="8 to 64 visible signs that name this command. The same key again gives the same"
    " answer and does nothing twice; with another request it is refused (`key-reused`).",
)
WELCOME_KEY: Final = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Welcome, and changes nothing: this command is idempotent by itself.",
)


class IdempotencyKeyMissing(Refusal):
    """The header is not there, or is not 8 to 64 visible signs."""

    code = "idempotency-key-missing"
    kind = Kind.INVALID
    sentence = _("Geef de opdracht een eigen sleutel mee (Idempotency-Key, 8 tot 64 tekens).")


@contextmanager
def once(request: Request) -> Iterator[UUID]:
    """One transaction that claims the caller's key; the command runs in it, under this key.

    The key is claimed before any lock: a second caller waits here until the first is done, and
    then the command itself answers what it made. Raises IdempotencyKeyMissing, KeyReused.
    """
    key, digest = own_key(request), _digest(request)
    with transaction.atomic():
        claim, is_new = CommandKey.objects.get_or_create(
            key=key, defaults={"digest": digest, "at": timezone.now()}
        )
        if not is_new and bytes(claim.digest) != digest:
            raise KeyReused
        yield key


def own_key(request: Request) -> UUID:
    """The caller's key alone, for a command that sees by itself whether it meant something else.

    On a host without a currency there is no table of keys. Raises IdempotencyKeyMissing.
    """
    assert isinstance(request.user, Person)
    header = request.headers.get(HEADER, "")
    if not VISIBLE.fullmatch(header):
        raise IdempotencyKeyMissing
    return key_for("api", request.user.party_id, header)


def _digest(request: Request) -> bytes:
    """What a key stands for: the method, the path and the body, however its fields are ordered."""
    asked = [request.method, request.path, request.data]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()

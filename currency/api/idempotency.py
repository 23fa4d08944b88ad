"""Idempotency of the API's commands: the caller names each command, once and for all.

Source: the Idempotency-Key header of the IETF draft "The Idempotency-Key HTTP Header Field". The
same header of the same caller for the same command gives the same answer.
"""

import re
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from currency.keys import key_for
from tenants.errors import Kind, Refusal
from tenants.people.models import Person

HEADER: Final = "Idempotency-Key"
VISIBLE: Final = re.compile(r"[\x21-\x7e]{8,64}")
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="8 to 64 visible signs that name this command. The same key again gives the same"
    " answer and does nothing twice.",
)


class IdempotencyKeyMissing(Refusal):
    """The header is not there, or is not 8 to 64 visible signs."""

    code = "idempotency-key-missing"
    kind = Kind.INVALID
    sentence = _("Geef de opdracht een eigen sleutel mee (Idempotency-Key, 8 tot 64 tekens).")


def idempotency_key(request: Request, command: str) -> UUID:
    """The key of this caller's command. Raises IdempotencyKeyMissing."""
    header = request.headers.get(HEADER, "")
    if not VISIBLE.fullmatch(header):
        raise IdempotencyKeyMissing
    assert isinstance(request.user, Person)
    return key_for(request.user.party_id, command, header)

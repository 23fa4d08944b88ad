"""Names the bank repeats to us: stable, within 35 signs, A-Z and 0-9 only (ISO 20022 Max35Text)."""

import re
from base64 import b32decode, b32encode
from typing import Final
from uuid import UUID

HOUSE: Final = "HTJ"
TENANT_CODE: Final = re.compile(r"[A-Z0-9]{1,8}")
MAXIMUM_SEQUENCE: Final = 10**20
# 128 bits in base32, without the six signs that only fill up.
END_TO_END_ID: Final = re.compile(HOUSE + r"[A-Z2-7]{26}")
FILL: Final = "=" * 6


def message_id(tenant_code: str, year: int, sequence: int) -> str:
    """The id of a batch's file: house, tenant, year and running number ("HTJHE26000017")."""
    if not TENANT_CODE.fullmatch(tenant_code) or not 1 <= sequence < MAXIMUM_SEQUENCE:
        raise ValueError(f"no message id can be made of {tenant_code!r} and {sequence}")
    return f"{HOUSE}{tenant_code}{year % 100:02d}{sequence:06d}"


def payment_information_id(message: str) -> str:
    """The id of the one payment block in a file."""
    return f"{message}-1"


def end_to_end_id(payout: UUID) -> str:
    """The id of a payout that every bank on the way repeats; another for each payout for ever."""
    return HOUSE + b32encode(payout.bytes).decode().rstrip("=")


def payout_of(end_to_end_id: str) -> UUID | None:
    """The payout an end-to-end id was made of; None for ids of others."""
    if not END_TO_END_ID.fullmatch(end_to_end_id):
        return None
    found = UUID(bytes=b32decode(end_to_end_id.removeprefix(HOUSE) + FILL))
    # The last sign carries two bits that are always nought; a changed sign is not ours.
    return found if HOUSE + b32encode(found.bytes).decode().rstrip("=") == end_to_end_id else None

"""Names the bank repeats to us: stable, within 35 signs, A-Z and 0-9 only (ISO 20022 Max35Text)."""

from base64 import b32encode
from typing import Final
from uuid import UUID

HOUSE: Final = "HTJ"


def message_id(tenant_code: str, year: int, sequence: int) -> str:
    """The id of a batch's file: house, tenant, year and running number ("HTJHE26000017")."""
    return f"{HOUSE}{tenant_code}{year % 100:02d}{sequence:06d}"


def payment_information_id(message: str) -> str:
    """The id of the one payment block in a file."""
    return f"{message}-1"


def end_to_end_id(payout: UUID) -> str:
    """The id of a payout that every bank on the way repeats; another for each payout for ever."""
    return HOUSE + b32encode(payout.bytes).decode().rstrip("=")

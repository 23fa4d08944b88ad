"""Idempotency keys: the same words give the same key, for ever (UUID version 5, RFC 9562)."""

from typing import Final
from uuid import UUID, uuid5

HOUSE: Final = UUID("6f0d8f4e-4a57-5d51-9d0e-0b7a4a1f2c3d")


def key_for(*words: object) -> UUID:
    """The key of a command: what it does, then what makes this one unlike any other.

    `key_for("reward", sign_up.id)` is the same key however often the approval is clicked.
    """
    return uuid5(HOUSE, "\x1f".join(str(word) for word in words))

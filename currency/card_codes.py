"""What is printed on a card: its number and a signature of ours; and its PIN, as a digest.

All are keyed hashes (HMAC-SHA256) under keys derived from the installation's secret, each for its
own purpose; the tenant's schema is part of what is hashed. So nobody who reads the database can
print a card or find a PIN. Where the secret is changed, what was printed under an earlier one is
still good (SECRET_KEY, then SECRET_KEY_FALLBACKS).
"""

import hmac
import secrets
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from currency.card_errors import CardOfAnotherTown, CardUnknown
from currency.code_signs import CODE_SIGNS
from tenants.queries import current_tenant
from tenants.schema import current_schema

NUMBER_SIGNS: Final = 8
SIGNATURE_SIGNS: Final = 8
TOWN_SIGNS: Final = 2
CODE_LENGTH: Final = TOWN_SIGNS + NUMBER_SIGNS + SIGNATURE_SIGNS
GROUP: Final = 6
PIN_DIGITS: Final = 4
# What people try first: never given out.
WEAK_PINS: Final = frozenset(
    {"1234", "4321", "0123", "9876", "1212", "2580", *(str(digit) * 4 for digit in range(10))}
)


def draw_number() -> str:
    """A number for a new card: the town's two signs and eight of chance."""
    drawn = "".join(secrets.choice(CODE_SIGNS) for _ in range(NUMBER_SIGNS))
    return f"{current_tenant().code}{drawn}"


def printed_code(number: str) -> str:
    """What stands on the paper: the number with its signature."""
    return number + _signature(number, _keys("signature")[0])


def grouped(code: str) -> str:
    """A printed code in groups, to read over and to type."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def number_in(text: str) -> str:
    """The number of the card in what a camera read or somebody typed, its signature being ours.

    Raises CardUnknown, CardOfAnotherTown.
    """
    plain = "".join(
        sign for sign in text.rpartition("#")[2].upper() if sign.isascii() and sign.isalnum()
    )
    if len(plain) != CODE_LENGTH:
        raise CardUnknown
    number, signature = plain[:-SIGNATURE_SIGNS], plain[-SIGNATURE_SIGNS:]
    # A stranger's card is told apart before its signature, which this town cannot judge.
    if number[:TOWN_SIGNS] != current_tenant().code:
        raise CardOfAnotherTown
    if not any(
        hmac.compare_digest(_signature(number, key), signature) for key in _keys("signature")
    ):
        raise CardUnknown
    return number


def pin_for(number: str, print_key: UUID) -> str:
    """The PIN that printing with this key gives: the same key prints the same paper again."""
    key = _keys("pin")[0]
    for turn in range(100):
        told = _told("pin", number, str(print_key), str(turn))
        pin = f"{int.from_bytes(hmac.digest(key, told, 'sha256')[:8]) % 10**PIN_DIGITS:04d}"
        if pin not in WEAK_PINS:
            return pin
    raise AssertionError("a hundred weak PINs in a row")


def pin_digest(number: str, pin: str) -> bytes:
    """What is kept of a PIN."""
    return next(_digests(number, pin))


def is_pin(number: str, pin: str, digest: bytes) -> bool:
    """Whether this is the PIN behind a digest."""
    return any(hmac.compare_digest(one, digest) for one in _digests(number, pin))


def _digests(number: str, pin: str) -> Iterator[bytes]:
    for key in _keys("pin-digest"):
        yield hmac.digest(key, _told("digest", number, pin), "sha256")


def _signature(number: str, key: bytes) -> str:
    left = int.from_bytes(hmac.digest(key, _told("card", number), "sha256"))
    signs = []
    for _ in range(SIGNATURE_SIGNS):
        left, at = divmod(left, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[at])
    return "".join(signs)


def _told(*words: str) -> bytes:
    return "\x1f".join((current_schema(), *words)).encode()


def _keys(purpose: str) -> list[bytes]:
    return _derived((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), purpose)


@lru_cache(maxsize=16)
def _derived(from_secrets: tuple[str, ...], purpose: str) -> list[bytes]:
    info = b"heitje cards 1 " + purpose.encode()
    return [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
        for secret in from_secrets
    ]

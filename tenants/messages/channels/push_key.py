"""The key by which a push service knows this installation (VAPID, RFC 8292).

A browser that was asked with one key is reached with that key alone.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES: Final = 32
# The demo and developers have a key without asking for one.
FROM_SECRET: Final = "from-secret"  # noqa: S105 - a word, no secret
# The order of the group of P-256 (NIST SP 800-186, section 3.2.1.3): a key lies below it.
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def private_key() -> ec.EllipticCurvePrivateKey | None:
    """The installation's key; None where there is none, and so no push."""
    text: str = settings.PUSH_KEY
    if text == FROM_SECRET:
        text = key_text_from(settings.SECRET_KEY)
    return _read(text) if text else None


def public_key_text() -> str:
    """What a browser asks with: the point, in base64url without padding."""
    key = private_key()
    assert key is not None, "asked where push is off"
    return encoded(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def new_key_text() -> str:
    """A new key as HEITJE_PUSH_KEY holds it."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return encoded(number.to_bytes(KEY_BYTES, "big"))


def key_text_from(secret: str) -> str:
    """A key that follows from a secret, always the same."""
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES + 16, salt=None, info=b"heitje push key 1")
    number = int.from_bytes(derive.derive(secret.encode()), "big") % (ORDER - 1) + 1
    return encoded(number.to_bytes(KEY_BYTES, "big"))


def encoded(raw: bytes) -> str:
    """Base64url without padding (RFC 7515, appendix C)."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@lru_cache(maxsize=4)
def _read(text: str) -> ec.EllipticCurvePrivateKey:
    try:
        raw = decoded(text)
        if len(raw) != KEY_BYTES:
            raise ValueError(len(raw))
        return ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    except ValueError as error:
        raise ImproperlyConfigured(
            "HEITJE_PUSH_KEY is 32 bytes in base64url. Make one with `heitje push-key`."
        ) from error

"""Text that is encrypted at rest, as IBANs are, and an index to find it by without reading it.

AES-256-GCM under a key derived from the installation's secret; the tenant's schema is part of
what is sealed, so a value copied to another tenant does not open there. Each value names its key,
so that keys can be changed one after the other (SECRET_KEY, then SECRET_KEY_FALLBACKS).
"""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from tenants.schema import current_schema

if TYPE_CHECKING:
    Column = models.BinaryField[str, str]
else:
    Column = models.BinaryField

VERSION: Final = b"\x01"
KEY_ID_BYTES: Final = 4
NONCE_BYTES: Final = 12


class SealBroken(Exception):  # noqa: N818 - it says what was found
    """A sealed value does not open: another key, another tenant, or changed bytes."""


def seal(text: str) -> bytes:
    """The text, readable only with the installation's secret and in this tenant."""
    key_id, key = _keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + key_id + nonce + AESGCM(key).encrypt(nonce, text.encode(), _tenant())


def unseal(sealed: bytes) -> str:
    """What `seal` was given. Raises SealBroken."""
    start = len(VERSION) + KEY_ID_BYTES
    key_id, nonce = sealed[len(VERSION) : start], sealed[start : start + NONCE_BYTES]
    key = dict(_keys()).get(key_id)
    if sealed[: len(VERSION)] != VERSION or key is None:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(nonce, sealed[start + NONCE_BYTES :], _tenant()).decode()
    except InvalidTag as error:
        raise SealBroken from error


def blind_index(text: str) -> str:
    """The same text gives the same 64 signs in this tenant; nothing leads back to the text."""
    _, key = _keys()[0]
    return hmac.new(key, b"index\x1f" + _tenant() + b"\x1f" + text.encode(), "sha256").hexdigest()


class SealedTextField(Column):
    """A text column that the database holds sealed. It cannot be searched: keep a blind index."""

    description = "Text, encrypted at rest"

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Seal on the way in."""
        sealed = None if value is None else seal(str(value))
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, *_: object) -> str | None:
        """Open on the way out."""
        return None if value is None else unseal(bytes(value))

    def to_python(self, value: Any) -> Any:
        """Already text."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """A dump of the data carries nothing readable."""
        raise TypeError("sealed text is not serialised")


def _tenant() -> bytes:
    return current_schema().encode()


def _keys() -> list[tuple[bytes, bytes]]:
    return _derived((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _derived(secrets: tuple[str, ...]) -> list[tuple[bytes, bytes]]:
    keys = []
    for secret in secrets:
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"heitje sealed text 1")
        key = derive.derive(secret.encode())
        keys.append((hashlib.sha256(key).digest()[:KEY_ID_BYTES], key))
    return keys

"""A name for somebody that several towns share without learning who it is.

HMAC-SHA256 of the mail address, under a key derived from the installation's secret for this
purpose alone; the region is part of what is hashed. Until towns share a stronger identity, one
mail address is one person. Where the secret is changed, what was counted under the earlier one
still counts (SECRET_KEY, then SECRET_KEY_FALLBACKS).
"""

import hmac
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE: Final = b"heitje volunteers across a region 1"


def pseudonyms_of(mail: str, *, region_id: int) -> Sequence[str]:
    """64 signs by the key in use, then those by each earlier key."""
    plain = unicodedata.normalize("NFC", mail.strip()).casefold()
    told = f"{region_id}\x1f{plain}".encode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hmac.new(key, told, "sha256").hexdigest() for key in _derived(secrets)]


@lru_cache(maxsize=4)
def _derived(secrets: tuple[str, ...]) -> Sequence[bytes]:
    return [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
        for secret in secrets
    ]

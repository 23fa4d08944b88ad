"""The code on a screen at the community centre: another one each minute. Pure.

Made as RFC 4226 makes a one-time password, of a secret that never leaves the server.
"""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new
from typing import Final

PERIOD_S: Final = 60
DIGITS: Final = 6
# Who reads a code and types it is a while underway.
GOOD_FOR: Final = 3


def code_at(secret: str, now: datetime) -> str:
    """Six digits of this minute."""
    return _code(secret, int(now.timestamp()) // PERIOD_S)


def is_good(secret: str, typed: str, now: datetime) -> bool:
    """Whether this is the code of now or of a moment ago."""
    period = int(now.timestamp()) // PERIOD_S
    digits = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
    good = [_code(secret, period - back) for back in range(GOOD_FOR)]
    return sum(compare_digest(one, digits) for one in good) > 0


def seconds_left(now: datetime) -> int:
    """Until the next code."""
    return PERIOD_S - int(now.timestamp()) % PERIOD_S


def _code(secret: str, period: int) -> str:
    digest = new(secret.encode(), period.to_bytes(8, "big"), sha256).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"

"""How often somebody gave a wrong code lately. Short codes are safe only while nobody tries many.

Counts stand in the cache, whose keys open with the tenant's schema; without a cache nobody is held
up.
"""

from typing import Final

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

from tenants.errors import Refusal

WINDOW_S: Final = 600
MOST: Final = 8
log = structlog.get_logger(__name__)


def refuse_above(name: str, subject: object, refusal: type[Refusal]) -> None:
    """Raises `refusal` when this subject gave `MOST` wrong codes within the window."""
    if _count(name, subject) >= MOST:
        raise refusal


def count_wrong(name: str, subject: object) -> None:
    """One more wrong code by this subject."""
    _count(name, subject, add=1)


def _count(name: str, subject: object, *, add: int = 0) -> int:
    key = f"wrong-codes:{name}:{subject}"
    try:
        cache.add(key, 0, WINDOW_S)
        return int(cache.incr(key, add))
    except ValueError:  # it ran out between the two
        return add
    except RedisError:
        log.warning("wrong_codes_without_cache")
        return 0

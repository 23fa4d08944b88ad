"""How fast somebody may ask. Counts stand in the cache, whose keys open with the tenant's schema.

Without a cache nobody is held up: a payment never waits for what only counts.
"""

from typing import TYPE_CHECKING

import structlog
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import (
    AnonRateThrottle,
    ScopedRateThrottle,
    SimpleRateThrottle,
    UserRateThrottle,
)

if TYPE_CHECKING:
    from rest_framework.views import APIView

log = structlog.get_logger(__name__)


class _Forgiving(SimpleRateThrottle):
    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Whether it may go on."""
        try:
            return super().allow_request(request, view)
        except RedisError:
            log.warning("throttle_without_cache", scope=self.scope)
            return True


class PersonRate(_Forgiving, UserRateThrottle):
    """All that one person asks of one tenant."""

    scope = "person"


class AnonymousRate(_Forgiving, AnonRateThrottle):
    """All that one address asks without signing in."""

    scope = "anonymous"


class ActRate(_Forgiving, ScopedRateThrottle):
    """A few acts have a rate of their own, by the view's `throttle_scope`.

    `payment-code`: codes have eight signs, and nobody may try them out. `upload`: a photo takes
    a second of work.
    """

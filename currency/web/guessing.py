"""Payment codes have eight signs, and nobody may try them out on the pages either.

Only codes that do not exist are counted: whoever pays at a busy market is never held up. Counts
stand in the cache, whose keys open with the tenant's schema; without a cache nobody is held up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from currency.errors import RequestUnknown, TooManyUnknownCodes

WINDOW_S: Final = 600
# A whole street may come from one address; a person mistypes a code a few times at most.
MOST_BY_PERSON: Final = 10
MOST_BY_ADDRESS: Final = 50

log = structlog.get_logger(__name__)
Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def refuses_guessing(view: View[Arguments]) -> View[Arguments]:
    """Refuse whoever asked for too many unknown codes. Raises TooManyUnknownCodes."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        key, most = _counted_as(request)
        if _count(key) >= most:
            raise TooManyUnknownCodes
        try:
            answer = view(request, *args, **kwargs)
        except RequestUnknown:
            _count(key, add=1)
            raise
        if answer.status_code == 404:  # the view told it on its own page
            _count(key, add=1)
        return answer

    return guarded


def _counted_as(request: HttpRequest) -> tuple[str, int]:
    if request.user.is_authenticated:
        return f"unknown-codes:person:{request.user.pk}", MOST_BY_PERSON
    return f"unknown-codes:address:{_address(request)}", MOST_BY_ADDRESS


def _address(request: HttpRequest) -> str:
    """Who asks, as the nearest proxy of ours saw it: what stands before it anybody can write."""
    proxies: Any = settings.REST_FRAMEWORK["NUM_PROXIES"]
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return passed[-proxies] if proxies and passed[-1] else str(request.META.get("REMOTE_ADDR"))


def _count(key: str, *, add: int = 0) -> int:
    try:
        cache.add(key, 0, WINDOW_S)
        return cache.incr(key, add)
    except ValueError:  # it ran out between the two
        return add
    except RedisError:
        log.warning("guesses_without_cache")
        return 0

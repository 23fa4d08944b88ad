"""Only the till's pages may listen to the event stream, where it is not their own origin."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from heitje.context import stream_base

LISTENING: Final = "/kassa/"


class StreamPolicyMiddleware:
    """Adds the stream's origin to `connect-src`, where it is not the page's own.

    On every page of the till: the policy of the page that a tab was opened with holds for what
    htmx later puts in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response = self.get_response(request)
        if request.path.startswith(LISTENING):
            base = stream_base(request)
            if base:
                response._csp_update = {"connect-src": [base]}  # type: ignore[attr-defined]
        return response

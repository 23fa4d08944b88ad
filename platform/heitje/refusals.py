"""A refusal nobody caught becomes a page with its sentence, or problem+json under /api/."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tenants.errors import Refusal
from tenants.problems import PROBLEM_JSON, STATUS, problem


class RefusalMiddleware:
    """The last net: views render a refusal where the person was; this one is for the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else is a fault and goes on."""
        if not isinstance(exception, Refusal):
            return None
        status = STATUS[exception.kind]
        if request.path.startswith("/api/"):
            return JsonResponse(problem(exception), status=status, content_type=PROBLEM_JSON)
        return render(request, "refused.html", {"refusal": exception}, status=status)

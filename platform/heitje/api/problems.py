"""Every error under /api/ as problem+json (RFC 9457), refusals and mistakes of form alike."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from heitje.api.errors import BodyTooLarge
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.problems import PROBLEM_JSON, PROBLEMS_URL, problem

# What DRF calls its errors, in the words of this house.
CODES: Final[Mapping[str, str]] = {
    "parse-error": "malformed",
    "authentication-failed": "not-authenticated",
    "permission-denied": NotAllowed.code,
}
SENTENCES: Final[Mapping[str, str | Promise]] = {
    "malformed": gettext_lazy("Dit bericht kunnen we niet lezen."),
    "not-authenticated": gettext_lazy("Meld je eerst aan."),
    "csrf-failed": gettext_lazy("Deze pagina stond te lang open. Laad hem opnieuw."),
    NotAllowed.code: NotAllowed.sentence,
    NotFound.code: NotFound.sentence,
    "method-not-allowed": gettext_lazy("Dit adres kent deze opdracht niet."),
    "not-acceptable": gettext_lazy("In deze vorm kunnen we niet antwoorden."),
    "too-large": gettext_lazy("Dit bericht is te groot."),
    "unsupported-media-type": gettext_lazy("Dit soort bericht kunnen we hier niet lezen."),
    "invalid": gettext_lazy("Niet alles klopt. Kijk naar de velden die genoemd zijn."),
    "throttled": gettext_lazy("Dat ging te snel. Wacht even en probeer het dan opnieuw."),
    "server-error": gettext_lazy("Er ging iets mis bij ons. Probeer het zo nog eens."),
}
INVALID: Final = 422


def problem_response(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's one exception handler. A fault it does not know stays a fault."""
    if isinstance(exception, Refusal):
        set_rollback()
        return _answer(problem(exception))
    response = exception_handler(_known(exception), context)
    if response is None:
        return None
    body = _told(_known(exception), response.status_code)
    if "Retry-After" in response:
        body["facts"] = {"retry_after_s": int(response["Retry-After"])}
    response.data, response.status_code = body, body["status"]
    response.content_type = PROBLEM_JSON
    return response


def mistake(code: str, status: int) -> dict[str, Any]:
    """RFC 9457 section 3.1 members of an error that is no refusal."""
    return {
        "type": PROBLEMS_URL + code,
        "title": str(SENTENCES.get(code, _("Dit kan nu niet."))),
        "status": status,
        "code": code,
        "facts": {},
    }


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault: under /api/ a problem that tells nothing of it, elsewhere the page."""
    if request.path.startswith("/api/"):
        return JsonResponse(mistake("server-error", 500), status=500, content_type=PROBLEM_JSON)
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What never reached a view: under /api/ a problem, elsewhere Django's page."""
    if request.path.startswith("/api/"):
        return JsonResponse(mistake("malformed", 400), status=400, content_type=PROBLEM_JSON)
    return defaults.bad_request(request, exception)


def _answer(body: dict[str, Any]) -> Response:
    return Response(body, status=int(body["status"]), content_type=PROBLEM_JSON)


def _known(exception: Exception) -> Exception:
    """Django's own errors as DRF's."""
    if isinstance(exception, RequestDataTooBig):
        return BodyTooLarge()
    if isinstance(exception, SuspiciousOperation):
        return exceptions.ParseError()
    if isinstance(exception, Http404):
        return exceptions.NotFound()
    return exceptions.PermissionDenied() if isinstance(exception, PermissionDenied) else exception


def _told(exception: Exception, status: int) -> dict[str, Any]:
    assert isinstance(exception, exceptions.APIException), "exception_handler knew it"
    if isinstance(exception, exceptions.ValidationError):
        # As a refusal of what was asked: the message was read, and its content is not right.
        return {**mistake("invalid", INVALID), "fields": exception.detail}
    code = str(exception.default_code).replace("_", "-")
    return mistake(CODES.get(code, code), status)

"""Every error under /api/ as problem+json (RFC 9457), refusals and mistakes of form alike."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
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
# Mistakes of form: status, and the sentence for a person.
MISTAKES: Final[Mapping[str, tuple[int, str | Promise]]] = {
    "malformed": (400, gettext_lazy("Dit bericht kunnen we niet lezen.")),
    "not-authenticated": (401, gettext_lazy("Meld je eerst aan.")),
    "csrf-failed": (403, gettext_lazy("Deze pagina stond te lang open. Laad hem opnieuw.")),
    NotAllowed.code: (403, NotAllowed.sentence),
    NotFound.code: (404, NotFound.sentence),
    "method-not-allowed": (405, gettext_lazy("Dit adres kent deze opdracht niet.")),
    "not-acceptable": (406, gettext_lazy("In deze vorm kunnen we niet antwoorden.")),
    "too-large": (413, gettext_lazy("Dit bericht is te groot.")),
    "unsupported-media-type": (
        415, gettext_lazy("Dit soort bericht kunnen we hier niet lezen."),
    ),
    "invalid": (422, gettext_lazy("Niet alles klopt. Kijk naar de velden die genoemd zijn.")),
    "throttled": (
        429, gettext_lazy("Dat ging te snel. Wacht even en probeer het dan opnieuw."),
    ),
    "server-error": (500, gettext_lazy("Er ging iets mis bij ons. Probeer het zo nog eens.")),
}  # fmt: skip


def problem_response(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's one exception handler. A fault it does not know stays a fault."""
    if isinstance(exception, Refusal):
        set_rollback()
        return _answer(problem(exception))
    response = exception_handler(_known(exception), context)
    if response is None:
        return None
    body = _told(_known(exception))
    if "Retry-After" in response:
        body["facts"] = {"retry_after_s": int(response["Retry-After"])}
    response.data, response.status_code = body, body["status"]
    response.content_type = PROBLEM_JSON
    return response


def mistake(code: str) -> dict[str, Any]:
    """RFC 9457 section 3.1 members of an error that is no refusal."""
    status, sentence = MISTAKES[code]
    return {
        "type": PROBLEMS_URL + code,
        "title": str(sentence),
        "status": status,
        "code": code,
        "facts": {},
    }


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault: under /api/ a problem that tells nothing of it, elsewhere the page."""
    if request.path.startswith("/api/"):
        return JsonResponse(mistake("server-error"), status=500, content_type=PROBLEM_JSON)
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What never reached a view: under /api/ a problem, elsewhere Django's page."""
    if request.path.startswith("/api/"):
        return JsonResponse(mistake("malformed"), status=400, content_type=PROBLEM_JSON)
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


def _told(exception: Exception) -> dict[str, Any]:
    assert isinstance(exception, exceptions.APIException), "exception_handler knew it"
    if isinstance(exception, exceptions.ValidationError):
        # As a refusal of what was asked: the message was read, and its content is not right.
        return {**mistake("invalid"), "fields": exception.detail}
    code = str(exception.default_code).replace("_", "-")
    return mistake(CODES.get(code, code))

"""Every error of the API as problem+json (RFC 9457), refusals and mistakes of form alike."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from tenants.errors import Refusal
from tenants.problems import PROBLEM_JSON, PROBLEMS_URL, STATUS, problem


def problem_response(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's one exception handler. A fault it does not know stays a fault."""
    if isinstance(exception, Refusal):
        set_rollback()
        return Response(
            problem(exception), status=STATUS[exception.kind], content_type=PROBLEM_JSON
        )
    response = exception_handler(exception, context)
    if response is None:
        return None
    code, title, fields = _told(exception)
    body: dict[str, object] = {
        "type": PROBLEMS_URL + code,
        "title": title,
        "status": response.status_code,
        "code": code,
        "facts": {},
    }
    if fields is not None:
        body["fields"] = fields
    response.data = body
    response.content_type = PROBLEM_JSON
    return response


def _told(exception: Exception) -> tuple[str, str, object | None]:
    if isinstance(exception, exceptions.ValidationError):
        return "invalid", str(exceptions.ValidationError.default_detail), exception.detail
    if isinstance(exception, Http404):
        return "not-found", str(exceptions.NotFound.default_detail), None
    if isinstance(exception, PermissionDenied):
        return "not-allowed", str(exceptions.PermissionDenied.default_detail), None
    assert isinstance(exception, exceptions.APIException), "exception_handler knew it"
    return str(exception.default_code).replace("_", "-"), str(exception.detail), None

"""The description of the API: as JSON for programs, and as a page for people."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_urlconf
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heitje.api.problems import SENTENCES
from heitje.api.schema import described
from tenants.errors import Refusal
from tenants.problems import STATUS

SUCCESS: Final = ("200", "201")


@extend_schema(exclude=True)
class OpenApiView(APIView):
    """OpenAPI 3.1, for everybody."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request: Request) -> Response:
        """The description of this face's API."""
        return Response(described(str(get_urlconf())))


@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation of this face, what it asks and answers, and every refusal."""
    schema = described(str(get_urlconf()))
    shown = [_operation(path, method, one, schema) for path, method, one in _operations(schema)]
    parts = [
        {"name": tag["name"], "about": tag["description"],
         "operations": [one for one in shown if one["tag"] == tag["name"]]}
        for tag in schema["tags"]
    ]  # fmt: skip
    context = {"parts": parts, "refusals": refusals(), "mistakes": sorted(SENTENCES.items())}
    return render(request, "api_reference.html", context)


def refusals() -> list[tuple[str, int, object]]:
    """Every refusal there is: code, status and sentence, by code."""
    found = {kind.code: (kind.code, STATUS[kind.kind], kind.sentence) for kind in _kinds(Refusal)}
    return [found[code] for code in sorted(found)]


def _kinds(kind: type[Refusal]) -> list[type[Refusal]]:
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]


def _operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, one)
        for path, methods in schema["paths"].items()
        for method, one in methods.items()
    ]


def _operation(
    path: str, method: str, one: dict[str, Any], schema: dict[str, Any]
) -> dict[str, object]:
    asked = one.get("requestBody", {}).get("content", {})
    return {
        "id": one["operationId"],
        "tag": one["tags"][0],
        "method": method.upper(),
        "path": path,
        "about": one["description"].split("\n\nTakes the permission")[0],
        "permission": one.get("x-permission", ""),
        "is_public": {} in one["security"],
        "parameters": one.get("parameters", []),
        "asks": _fields(asked, schema),
        "answers": [
            line
            for status in SUCCESS
            for line in _fields(one["responses"].get(status, {}).get("content", {}), schema)
        ],
    }


def _fields(content: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, object]]:
    """Name, type and words of each field of the first kind of message."""
    for message in content.values():
        shape = _resolved(message["schema"], schema)
        shape = _resolved(
            shape.get("properties", {}).get("results", {}).get("items", shape), schema
        )
        required = set(shape.get("required", []))
        return [
            {"name": name, "type": _type(field), "about": field.get("description", ""),
             "is_required": name in required}
            for name, field in shape.get("properties", {}).items()
        ]  # fmt: skip
    return []


def _resolved(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in shape:
        return shape
    found: dict[str, Any] = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    return found


def _type(field: dict[str, Any]) -> str:
    kind = field.get("type", "object")
    return ", ".join(kind) if isinstance(kind, list) else str(field.get("format", kind))

"""The description of the API: as JSON for programs, and as a page for people."""

from collections.abc import Sequence
from dataclasses import dataclass
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

from heitje.api.problems import MISTAKES
from heitje.api.schema import described
from tenants.errors import Refusal
from tenants.problems import STATUS

Schema = dict[str, Any]
SUCCESS: Final = ("200", "201", "202", "204")


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
    """Every operation of this face, what it asks and answers, and every problem."""
    return render(
        request,
        "api_reference.html",
        {"parts": parts(described(str(get_urlconf()))), "problems": problems()},
    )


@dataclass(frozen=True)
class Field:
    """A line about something that is sent or answered."""

    name: str
    type: str
    about: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """What the page tells of one operation."""

    id: str
    method: str
    path: str
    about: str
    permission: str
    is_public: bool
    parameters: Sequence[Field]
    asks: Sequence[Field]
    answers: Sequence[Field]


@dataclass(frozen=True)
class Part:
    """Operations that belong together."""

    name: str
    about: str
    operations: Sequence[Operation]


def parts(schema: Schema) -> list[Part]:
    """The description as the page tells it, part by part."""
    told: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            told.setdefault(one["tags"][0], []).append(_operation(path, method, one, schema))
    return [Part(tag["name"], tag["description"], told[tag["name"]]) for tag in schema["tags"]]


def problems() -> list[tuple[str, int, object]]:
    """Every refusal there is, and every mistake of form: code, status and sentence, by code."""
    found = {one.code: (one.code, STATUS[one.kind], one.sentence) for one in _kinds(Refusal)}
    found |= {code: (code, *told) for code, told in MISTAKES.items()}
    return [found[code] for code in sorted(found)]


def _kinds(kind: type[Refusal]) -> list[type[Refusal]]:
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]


def _operation(path: str, method: str, one: Schema, schema: Schema) -> Operation:
    return Operation(
        id=one["operationId"],
        method=method.upper(),
        path=path,
        about=one["description"].split("\n\nTakes the permission")[0].replace("`", ""),
        permission=one.get("x-permission", ""),
        is_public={} in one["security"],
        parameters=[_parameter(asked) for asked in one.get("parameters", [])],
        asks=_fields(one.get("requestBody", {}), schema),
        answers=_fields(_success(one["responses"]), schema),
    )


def _success(responses: Schema) -> Schema:
    found: Schema = next(responses[status] for status in SUCCESS if status in responses)
    return found


def _parameter(asked: Schema) -> Field:
    about, is_required = asked.get("description", ""), asked.get("required", False)
    return Field(asked["name"], _type(asked["schema"]), about, is_required)


def _fields(message: Schema, schema: Schema) -> list[Field]:
    """A line for each field of a message; of a page of a list, for each field of its rows."""
    content: Schema = next(iter(message.get("content", {}).values()), {"schema": {}})
    shape = _resolved(content["schema"], schema)
    rows = shape.get("properties", {}).get("results", {}).get("items")
    shape = _resolved(rows or shape, schema)
    required = shape.get("required", [])
    return [
        Field(name, _type(field), field.get("description", ""), name in required)
        for name, field in shape.get("properties", {}).items()
    ]


def _resolved(shape: Schema, schema: Schema) -> Schema:
    if "$ref" not in shape:
        return shape
    found: Schema = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    return found


def _type(field: Schema) -> str:
    kind = field.get("type", "object")
    return ", ".join(kind) if isinstance(kind, list) else str(field.get("format", kind))

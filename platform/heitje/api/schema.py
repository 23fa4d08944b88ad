"""The description of the API (OpenAPI 3.1), made from what its views and shapes say."""

from functools import cache
from typing import Any, Final, Literal

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework.permissions import AllowAny

from currency.api.permissions import needed
from currency.api.serializers import ProblemOut
from tenants.problems import PROBLEM_JSON

Direction = Literal["request", "response"]
TELLS: Final = {
    "400": "The message cannot be read.",
    "401": "Nobody signed in, or not at this host.",
    "403": "The caller may not do this.",
    "404": "It is not here, or not for the caller to see.",
    "406": "No answer in the form that was asked for.",
    "409": "It cannot be done now; `code` says why.",
    "413": "More was sent than is read.",
    "415": "Not the kind of message that is read here.",
    "422": "A field or the Idempotency-Key is not right; `code` and `fields` say which.",
    "429": "Too fast; `Retry-After` says how many seconds to wait.",
    "500": "A fault of the house.",
}


class HeitjeSchema(AutoSchema):
    """Adds what every operation has: a summary, its permission, and its problems."""

    def get_summary(self) -> str:
        """The first sentence of the docstring."""
        first, _, _ = self._words().partition("\n")
        return first.split(". ")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]  # as the library's own does
        """The whole docstring, and who may."""
        permission = self._permission()
        told = f"{self._words()}\n\nTakes the permission `{permission}`." if permission else ""
        return told or str(self._words())

    def get_extensions(self) -> dict[str, Any]:
        """The permission once more, for programs."""
        permission = self._permission()
        return {"x-permission": permission} if permission else {}

    def _words(self) -> str:
        return str(super().get_description())

    def _permission(self) -> str:
        return "" if self._is_public() else needed(self.view, self.method)

    def _is_public(self) -> bool:
        return any(isinstance(one, AllowAny) for one in self.view.get_permissions())

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(ProblemOut, direction).ref
        for status in self._problems():
            bodies[status] = {
                "description": TELLS[status],
                "content": {PROBLEM_JSON: {"schema": problem}},
            }
        return bodies

    def _problems(self) -> list[str]:
        found = {"406", "429", "500"}
        if not self._is_public():
            found |= {"401", "403", "409"}
        if "{" in self.path or self._is_list_view():
            found.add("404")
        if self.method != "GET":
            found.add("404")
        if self._get_request_body():  # type: ignore[no-untyped-call]
            found |= {"400", "413", "415"}
        if self.method != "GET" or self._get_parameters():
            found.add("422")
        return sorted(found)


@cache
def described(urlconf: str) -> dict[str, Any]:
    """The description of the API on one face. It changes with the code alone, so made once."""
    # Names of choices come in the language of the moment; the description is in English.
    with override("en"):
        generator = SchemaGenerator(urlconf=urlconf)  # type: ignore[no-untyped-call]
        schema: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    used = {
        tag for path in schema["paths"].values() for one in path.values() for tag in one["tags"]
    }
    schema["tags"] = [tag for tag in schema.get("tags", []) if tag["name"] in used]
    return schema

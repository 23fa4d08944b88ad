"""Every route under /api/v1/, taken from the resolver: a new one cannot be forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import get_resolver
from rest_framework.permissions import AllowAny

FACES = {"tenant": "heitje.urls.tenant", "region": "heitje.urls.region"}
# What describes the API is no part of it.
APART = ("api/v1/openapi.json", "api/v1/docs/")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What stands at the place of a variable when nothing else is said: nothing has this id or code.
NOTHING = {"int": "987654321", "str": "HE222222", "uuid": str(UUID(int=7))}
VARIABLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Operation:
    """A method of a route."""

    face: str
    method: str
    route: str
    view: type[Any]

    def __str__(self) -> str:
        return f"{self.face} {self.method} {self.route}"

    @property
    def is_public(self) -> bool:
        """Whether nobody needs to sign in for it."""
        return AllowAny in self.view.permission_classes

    @property
    def permission(self) -> str:
        """What it takes; KeyError where the view forgot to say."""
        needed: str = self.view.needs[self.method]
        return needed

    @property
    def template(self) -> str:
        """Its path as the description writes it."""
        return "/" + VARIABLE.sub(r"{\g<name>}", self.route)

    def path(self, **known: object) -> str:
        """Its path behind /api/v1/, with what is known filled in and nothing for the rest."""

        def filled(found: re.Match[str]) -> str:
            return str(known.get(found["name"], NOTHING[found["kind"] or "str"]))

        return VARIABLE.sub(filled, self.route.removeprefix("api/v1/"))


def operations() -> list[Operation]:
    """Every operation of every face."""
    return [
        Operation(face, method, route, view)
        for face, urlconf in FACES.items()
        for route, view in _routes(get_resolver(urlconf))
        if route.startswith("api/v1/") and route not in APART
        for method in METHODS
        if hasattr(view, method.lower())
    ]


def _routes(resolver: Any, before: str = "") -> Iterator[tuple[str, type[Any]]]:
    for part in resolver.url_patterns:
        here = before + str(part.pattern)
        if hasattr(part, "url_patterns"):
            yield from _routes(part, here)
        else:
            yield here, getattr(part.callback, "view_class", object)

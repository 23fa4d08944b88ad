"""Visiting every route of a face, and what is wrong with the answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenants.models import Tenant
from tenants.people.models import Person
from tenants.problems import PROBLEM_JSON
from tests.clients import HostClient, client_for
from tests.isolation.cast import SECRETS
from tests.isolation.routes import BY_CODE, Route, routes

SIGN_IN = "/inloggen/"


@dataclass(frozen=True)
class Visit:
    """A route, how it was asked, and what it said."""

    route: Route
    method: str
    answer: Any

    def __str__(self) -> str:
        return f"{self.route} {self.method} {self.answer.status_code} {self.fault}".strip()

    @property
    def fault(self) -> str:
        """What broke: a page without its template, for one."""
        raised = getattr(self.answer, "exc_info", None)
        return repr(raised[1]) if raised else ""

    @property
    def is_refused(self) -> bool:
        """Nothing was shown and nothing done; the API may say first that a message is not whole."""
        is_problem = self.answer.headers.get("Content-Type") == PROBLEM_JSON
        return self.answer.status_code in (401, 403, 404, 405) or (
            is_problem and self.answer.status_code in (415, 422)
        )

    @property
    def is_sent_to_sign_in(self) -> bool:
        """Asked who it is."""
        return self.answer.status_code == 302 and self.answer["Location"].startswith(SIGN_IN)

    @property
    def tells_a_secret(self) -> bool:
        """What stands in another town can be read in it; a payment code may tell of its shop."""
        if self.route.stands_in(BY_CODE):
            return False
        shown = b"".join(self.answer) if self.answer.streaming else self.answer.content
        return any(word.encode() in shown for word in SECRETS)


def browser(where: Tenant | str, person: Person | None = None) -> HostClient:
    """A browser that is shown a fault as a visitor is, instead of ending the test."""
    return client_for(where, person, raise_request_exception=False)


def carrying(other: HostClient, host: str) -> HostClient:
    """A browser at a host with the cookies that another host gave."""
    client = browser(host)
    client.cookies = other.cookies
    return client


def visits(
    client: HostClient, face: str, rows: Mapping[str, object], methods: tuple[str, ...]
) -> Iterator[Visit]:
    """Every route of the face, with these rows, read and sent something."""
    for route in routes(face):
        for method in methods:
            more: dict[str, str] = {}
            if method == "post" and route.pattern.startswith("api/"):
                more = {"data": "{}", "content_type": "application/json"}
            yield Visit(route, method, getattr(client, method)(route.path(rows), **more))


def none_is_wrong(
    client: HostClient,
    face: str,
    rows: Mapping[str, object],
    is_wrong: Callable[[Visit], bool],
    methods: tuple[str, ...] = ("get", "post"),
) -> None:
    """Tells all that is wrong at once; a fault of the house always is."""
    found = [
        str(visit)
        for visit in visits(client, face, rows, methods)
        if visit.answer.status_code >= 500 or is_wrong(visit)
    ]
    assert not found, "\n".join(found)

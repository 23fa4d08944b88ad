"""Programs that call the API with somebody's session token, and the people they call it for."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone
from django_tenants.utils import schema_context
from PIL import Image
from schwifty import IBAN

from tenants.models import Tenant
from tenants.people.models import Person
from tenants.people.services import add_person, grant_role
from tests.clients import client_for
from tests.marketplace.cast import BORN

PROBLEM_JSON = "application/problem+json"
ROLES = {
    "manager": "manager", "second_manager": "manager", "organiser": "organiser",
    "finance": "finance", "second_finance": "finance", "board": "agreements",
    "resident": "", "shopkeeper": "",
}  # fmt: skip


class Api:
    """A program at one host. Without a person it has not signed in."""

    def __init__(self, where: Tenant | str, person: Person | None = None) -> None:
        self.browser = client_for(where, person)
        # A session's key is the token an app carries; the cookie itself is left at home.
        self.token = self.browser.session.session_key if person else ""
        self.browser.cookies.clear()

    def get(self, path: str, *, accept: str = "*/*", **asked: Any) -> Any:
        """Read."""
        return self.ask("GET", path, accept=accept, query_params=asked)

    def post(self, path: str, sent: Any = None, *, key: str = "", **headers: str) -> Any:
        """A command with JSON, under a key where one is given."""
        data = (
            {} if sent is None else {"data": json.dumps(sent), "content_type": "application/json"}
        )
        return self.ask("POST", path, key=key, **headers, **data)

    def put(self, path: str, sent: Any) -> Any:
        """A change with JSON."""
        return self.ask("PUT", path, data=json.dumps(sent), content_type="application/json")

    def upload(self, path: str, **sent: Any) -> Any:
        """A command with files."""
        return self.browser.post(f"/api/v1/{path}", sent, headers=self.headers())

    def ask(
        self, method: str, path: str, *, key: str = "", accept: str = "*/*", language: str = "nl",
        **more: Any,
    ) -> Any:  # fmt: skip
        """One request."""
        headers = self.headers(accept=accept, language=language, key=key)
        return self.browser.generic(method, f"/api/v1/{path}", headers=headers, **more)

    def headers(self, *, accept: str = "*/*", language: str = "nl", key: str = "") -> Any:
        """The token, and what else every request says."""
        asked = {
            "X-Session-Token": self.token or "", "Idempotency-Key": key,
            "Accept": accept, "Accept-Language": language,
        }  # fmt: skip
        return {"Host": self.browser.host, **{name: text for name, text in asked.items() if text}}


@dataclass
class Town:
    """A tenant and a program for each of its people."""

    tenant: Tenant
    people: dict[str, Person] = field(default_factory=dict)
    programs: dict[str, Api] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Api:
        """`town.finance` is the program of the person of that name."""
        if name not in ROLES:
            raise AttributeError(name)
        if name not in self.programs:
            self.programs[name] = Api(self.tenant, self.person(name))
        return self.programs[name]

    def person(self, name: str) -> Person:
        """Somebody with the role of that name."""
        if name not in self.people:
            self.people[name] = make_person(self.tenant, name, ROLES[name])
        return self.people[name]


def make_person(tenant: Tenant | None, name: str, role: str = "") -> Person:
    """Somebody of a town (or of the public desks), with a role when one is named."""
    with schema_context(tenant.schema_name if tenant else "public"):
        person = add_person(
            email=f"{name}-{uuid4()}@town.example", name=f"{name.title()} Jansen", birthday=BORN
        )
        if role:
            grant_role(person=person, code=role, actor=None)
        return person


def told(response: HttpResponse, status: int = 200) -> Any:
    """What an answer says."""
    assert response.status_code == status, (response.status_code, response.content)
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def refused(response: HttpResponse, status: int, code: str) -> Any:
    """What a problem says, after looking whether it is a whole one."""
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM_JSON), (
        response.content
    )
    body = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code), body
    assert body["type"] == f"urn:heitje:problem:{code}"
    assert body["title"]
    assert isinstance(body["facts"], dict)
    return body


def a_photo(colour: str = "green") -> SimpleUploadedFile:
    """A picture of one colour, as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, format="JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), content_type="image/jpeg")


def in_minutes(minutes: int) -> str:
    """A moment from now, as the API is told it."""
    return (timezone.now() + timedelta(minutes=minutes)).isoformat()


def in_days(days: int) -> str:
    """A day from now, as the API is told it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def an_iban(number: int, bank: str = "RABO") -> str:
    """A valid Dutch account number."""
    return str(IBAN.generate("NL", bank_code=bank, account_code=f"{number:010d}"))

"""Signing in as an app: a code by mail, a token, and what the token is elsewhere."""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tenants.people.models import Person
from tests.api.cast import Api, make_person, refused, told
from tests.clients import HostClient, client_for


class App:
    """A program that knows a mail address and reads its mail."""

    def __init__(self, where: Tenant | str) -> None:
        self.client: HostClient = client_for(where)
        self.token = ""

    def ask(self, path: str, sent: dict[str, str], method: str = "POST") -> Any:
        """One step of signing in; the token of the moment is kept."""
        headers = {"X-Session-Token": self.token} if self.token else {}
        response = self.client.generic(
            method, f"/_allauth/app/v1/{path}", data=json.dumps(sent),
            content_type="application/json", headers=headers,
        )  # fmt: skip
        body = json.loads(response.content)
        self.token = body.get("meta", {}).get("session_token", self.token)
        return response.status_code, body

    def api(self) -> Api:
        """The API with the token as it is now."""
        program = Api(self.client.host)
        program.token = self.token
        return program


def code_in_the_mail() -> str:
    """The code in the last mail."""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(mail.outbox[-1].body), re.M)
    assert found, mail.outbox[-1].body
    return found.group(1)


def signed_in(where: Tenant | str, person: Person) -> App:
    """An app after the whole of it."""
    app = App(where)
    assert app.ask("auth/code/request", {"email": person.email})[0] == 401  # One step is left.
    status, _ = app.ask("auth/code/confirm", {"code": code_in_the_mail()})
    assert status == 200
    return app


def test_a_mailed_code_gives_a_token_that_opens_the_api(heerlen: Tenant):
    person = make_person(heerlen, "samira")

    app = signed_in(heerlen, person)

    assert mail.outbox[-1].to == [person.email]
    me = told(app.api().get("me"))
    assert (me["email"], me["permissions"]) == (person.email, [])


def test_a_token_is_nothing_before_the_code_is_confirmed(heerlen: Tenant):
    app = App(heerlen)
    app.ask("auth/code/request", {"email": make_person(heerlen, "samira").email})

    assert app.token
    refused(app.api().get("me"), 401, "not-authenticated")


def test_a_wrong_code_signs_nobody_in(heerlen: Tenant):
    app = App(heerlen)
    app.ask("auth/code/request", {"email": make_person(heerlen, "samira").email})

    status, body = app.ask("auth/code/confirm", {"code": "AAAA22"})

    assert (status, body["errors"][0]["param"]) == (400, "code")
    refused(app.api().get("me"), 401, "not-authenticated")


def test_a_token_is_nothing_in_another_town(heerlen: Tenant, sittard_geleen: Tenant):
    app = signed_in(heerlen, make_person(heerlen, "samira"))

    for where in (sittard_geleen, "regio.localhost"):
        program = Api(where)
        program.token = app.token
        refused(program.get("me"), 401, "not-authenticated")


def test_a_token_is_nothing_after_signing_out(heerlen: Tenant):
    app = signed_in(heerlen, make_person(heerlen, "samira"))

    app.ask("auth/session", {}, method="DELETE")

    refused(app.api().get("me"), 401, "not-authenticated")


def test_a_token_is_nothing_once_somebody_may_not_come_in_any_more(heerlen: Tenant):
    person = make_person(heerlen, "samira")
    app = signed_in(heerlen, person)

    with schema_context(heerlen.schema_name):
        Person.objects.filter(id=person.id).update(is_active=False)

    refused(app.api().get("me"), 401, "not-authenticated")


def test_a_coordinator_signs_in_at_the_region(rows: None):
    person = make_person(None, "coordinator", "coordinator")

    app = signed_in("regio.localhost", person)

    assert told(app.api().get("positions")) == {"positions": []}


def test_somebody_new_joins_by_the_app(heerlen: Tenant):
    app = App(heerlen)
    app.ask("auth/signup", {"email": "nieuw@town.example", "name": "Nieuwe Buur"})

    status, _ = app.ask("auth/email/verify", {"key": code_in_the_mail()})

    assert status == 200
    me = told(app.api().get("me"))
    assert (me["name"], me["email"]) == ("Nieuwe Buur", "nieuw@town.example")


@pytest.mark.parametrize("where", ["beheer.localhost", "localhost"])
def test_the_other_hosts_sign_no_app_in(rows: None, where: str):
    response = client_for(where).post("/_allauth/app/v1/auth/code/request")

    assert response.status_code == 404

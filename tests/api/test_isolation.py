"""Who may come where: every operation, asked by nobody, by too little, and from another town."""

import pytest
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tenants.people.models import Grant, Person, Role
from tests.api.acts import a_key
from tests.api.cast import Api, make_person, refused
from tests.api.routes import Operation, operations

GUARDED = [one for one in operations() if not one.is_public]
WITH_PERMISSION = [one for one in GUARDED if one.permission]
FOR_ANYBODY = [one for one in GUARDED if not one.permission]
REGION = "regio.localhost"
EVERYTHING = sorted({one.permission for one in WITH_PERMISSION})


def at(operation: Operation, person: Person | None = None) -> Api:
    """A program at the host of the operation's face."""
    return Api("heerlen.localhost" if operation.face == "tenant" else REGION, person)


def somebody(tenant: Tenant | None, *permissions: str) -> Person:
    """A person with a role of just these permissions."""
    person = make_person(tenant, "somebody")
    with schema_context(tenant.schema_name if tenant else "public"):
        role = Role.objects.create(code="just-so", name="Zo", permissions=list(permissions))
        Grant.objects.create(person=person, role=role)
    return person


def of_face(operation: Operation, heerlen: Tenant) -> Tenant | None:
    """Where the people of this face live."""
    return heerlen if operation.face == "tenant" else None


def ask(program: Api, operation: Operation, **known: object):
    """The operation with an empty message."""
    sent = {"data": "{}", "content_type": "application/json"}
    more = sent if operation.method != "GET" else {}
    return program.ask(operation.method, operation.path(**known), key=a_key(), **more)


@pytest.mark.parametrize("operation", GUARDED, ids=str)
def test_nobody_gets_in_without_signing_in(rows: None, operation: Operation):
    response = ask(at(operation), operation)

    refused(response, 401, "not-authenticated")
    assert response["WWW-Authenticate"] == "Session"


@pytest.mark.parametrize("operation", WITH_PERMISSION, ids=str)
def test_who_may_nothing_is_refused(heerlen: Tenant, operation: Operation):
    person = make_person(of_face(operation, heerlen), "resident")

    told = refused(ask(at(operation, person), operation), 403, "not-allowed")

    assert told["facts"] == {"permission": operation.permission}


@pytest.mark.parametrize("operation", WITH_PERMISSION, ids=str)
def test_every_other_permission_together_is_not_enough(heerlen: Tenant, operation: Operation):
    others = [one for one in EVERYTHING if one != operation.permission]
    person = somebody(of_face(operation, heerlen), *others)

    refused(ask(at(operation, person), operation), 403, "not-allowed")


@pytest.mark.parametrize("operation", WITH_PERMISSION, ids=str)
def test_the_permission_that_is_told_is_the_one_it_takes(heerlen: Tenant, operation: Operation):
    person = somebody(of_face(operation, heerlen), operation.permission)

    assert ask(at(operation, person), operation).status_code in (200, 404, 409, 415, 422)


@pytest.mark.parametrize("operation", FOR_ANYBODY, ids=str)
def test_who_has_no_role_meets_no_fault(heerlen: Tenant, operation: Operation):
    person = make_person(of_face(operation, heerlen), "resident")

    assert ask(at(operation, person), operation).status_code in (200, 204, 403, 404, 415, 422)


@pytest.mark.parametrize("operation", GUARDED, ids=str)
def test_a_token_of_another_town_is_nothing_here(sittard_geleen: Tenant, operation: Operation):
    elsewhere = Api(sittard_geleen, somebody(sittard_geleen, *EVERYTHING))
    here = at(operation)
    here.token = elsewhere.token

    refused(ask(here, operation), 401, "not-authenticated")


@pytest.mark.parametrize("operation", GUARDED, ids=str)
def test_a_session_of_another_town_is_nothing_here(sittard_geleen: Tenant, operation: Operation):
    elsewhere = Api(sittard_geleen, somebody(sittard_geleen, *EVERYTHING))
    here = at(operation)
    here.browser.cookies["sessionid"] = str(elsewhere.token)

    refused(ask(here, operation), 401, "not-authenticated")

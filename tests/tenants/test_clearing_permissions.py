"""Roles of towns that exist already learn what clearing needs, and lose it on the way back."""

from importlib import import_module

from django.apps import apps
from django_tenants.utils import schema_context

from tenants.models import Tenant
from tenants.people.models import Role
from tenants.people.roles import TENANT_ROLES

(GIVING,) = import_module(
    "tenants.people.migrations.0002_clearing_permissions"
).Migration.operations


def test_roles_from_before_get_what_new_ones_have(heerlen: Tenant) -> None:
    with schema_context(heerlen.schema_name):
        Role.objects.filter(code="finance").update(permissions=["see-payouts", "see-clearing"])

        GIVING.code(apps, None)

        finance = Role.objects.get(code="finance").permissions
        assert finance == ["see-payouts", "see-clearing", "approve-clearing", "settle-clearing"]
        assert "run-clearing" not in Role.objects.get(code="manager").permissions

        GIVING.reverse_code(apps, None)

        assert Role.objects.get(code="finance").permissions == ["see-payouts"]


def test_a_new_town_and_an_old_one_may_do_the_same(heerlen: Tenant) -> None:
    with schema_context(heerlen.schema_name):
        before = {role.code: set(role.permissions) for role in Role.objects.all()}

        GIVING.code(apps, None)

        assert {role.code: set(role.permissions) for role in Role.objects.all()} == before
        assert {code for code in before if code in TENANT_ROLES} == set(TENANT_ROLES)

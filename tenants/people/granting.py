"""Permissions that a migration gives to roles there are; new tenants get theirs from `roles.py`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import migrations


def give_permissions(added: Mapping[str, Sequence[str]]) -> migrations.RunPython:
    """The operation that adds permissions by role, and takes them away on the way back."""

    def give(apps: Any, _schema_editor: Any) -> None:
        for role, permissions in _roles(apps):
            missing = [one for one in permissions if one not in role.permissions]
            role.permissions = [*role.permissions, *missing]
            role.save(update_fields=["permissions"])

    def take_away(apps: Any, _schema_editor: Any) -> None:
        for role, permissions in _roles(apps):
            role.permissions = [one for one in role.permissions if one not in permissions]
            role.save(update_fields=["permissions"])

    def _roles(apps: Any) -> list[tuple[Any, Sequence[str]]]:
        found = apps.get_model("people", "Role").objects.filter(code__in=added)
        return [(role, added[role.code]) for role in found]

    return migrations.RunPython(give, take_away)

"""Roles that exist already may do what handing out and disputes need; new tenants get it from `roles.py`."""

from django.db import migrations

ADDED = {
    "manager": ["propose-hand-out", "decide-dispute"],
    "finance": ["approve-hand-out", "decide-dispute"],
}


def add(apps, schema_editor):
    for code, permissions in ADDED.items():
        for role in apps.get_model("people", "Role").objects.filter(code=code):
            missing = [one for one in permissions if one not in role.permissions]
            role.permissions = [*role.permissions, *missing]
            role.save(update_fields=["permissions"])


def take_away(apps, schema_editor):
    for code, permissions in ADDED.items():
        for role in apps.get_model("people", "Role").objects.filter(code=code):
            role.permissions = [one for one in role.permissions if one not in permissions]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0003_category_and_birth")]
    operations = [migrations.RunPython(add, take_away)]

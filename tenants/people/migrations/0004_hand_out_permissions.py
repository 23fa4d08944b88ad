"""Roles that exist already may do what handing out and disputes need; new tenants get it from `roles.py`."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {
    "manager": ["propose-hand-out", "decide-dispute"],
    "finance": ["approve-hand-out", "decide-dispute"],
}


class Migration(migrations.Migration):
    dependencies = [("people", "0003_category_and_birth")]
    operations = [give_permissions(ADDED)]

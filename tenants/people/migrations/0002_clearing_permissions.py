"""Roles that exist already may do what clearing runs need; new tenants get it from `roles.py`."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {
    "finance": ["see-clearing", "approve-clearing", "settle-clearing"],
    "agreements": ["see-clearing", "approve-clearing"],
    "coordinator": ["run-clearing"],
}


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [give_permissions(ADDED)]

"""Roles that exist already may do what the guard on paid work needs; new tenants: `roles.py`."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {
    "manager": ["keep-klus-policy", "give-second-opinion", "see-work-register"],
    "agreements": ["give-second-opinion", "see-work-register"],
}


class Migration(migrations.Migration):
    dependencies = [("people", "0010_organisation_permissions")]
    operations = [give_permissions(ADDED)]

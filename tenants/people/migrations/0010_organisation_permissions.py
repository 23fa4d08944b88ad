"""Who runs the klussen of a town may let organisations in."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {"manager": ["see-organisations", "approve-organisation"]}


class Migration(migrations.Migration):
    dependencies = [("people", "0009_roles_within")]
    operations = [give_permissions(ADDED)]

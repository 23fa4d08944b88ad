"""Roles that manage klussen already may sign buurtdeals for the municipality."""

from django.db import migrations

from tenants.people.granting import give_permissions


class Migration(migrations.Migration):
    dependencies = [("people", "0011_work_guard_permissions")]
    operations = [give_permissions({"manager": ["sign-buurtdeal"]})]

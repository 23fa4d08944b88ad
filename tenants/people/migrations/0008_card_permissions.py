"""Roles that exist already may make and block cards for people without a phone."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {"manager": ["issue-card"]}


class Migration(migrations.Migration):
    dependencies = [("people", "0007_account_change_permissions")]
    operations = [give_permissions(ADDED)]

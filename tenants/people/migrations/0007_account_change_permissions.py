"""Roles that exist already may decide on another account of a shop."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {"manager": ["approve-account-change"], "finance": ["approve-account-change"]}


class Migration(migrations.Migration):
    dependencies = [("people", "0006_shop_lead")]
    operations = [give_permissions(ADDED)]

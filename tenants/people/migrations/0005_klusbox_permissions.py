"""Roles that exist already may lend out of the klusbox and set how long photos are kept."""

from django.db import migrations

from tenants.people.granting import give_permissions

ADDED = {"manager": ["set-photo-term", "lend-klusbox"], "organiser": ["lend-klusbox"]}


class Migration(migrations.Migration):
    dependencies = [("people", "0004_hand_out_permissions")]
    operations = [give_permissions(ADDED)]

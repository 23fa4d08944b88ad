"""Klussen with one reward for a group, and what each person got of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0002_party_category'),
    ]

    operations = [
        migrations.AddField(
            model_name='klus',
            name='is_group',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='signup',
            name='minutes',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='signup',
            name='reward',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]

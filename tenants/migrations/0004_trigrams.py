"""Search that forgives mistakes of typing: PostgreSQL's pg_trgm, once for the whole database.

It stands in `public`, which every schema finds. It is a trusted extension: who owns the database
may make it.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("tenants", "0003_volunteer_count"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public",
            "DROP EXTENSION IF EXISTS pg_trgm",
        ),
    ]

"""A replay has a key: asking twice with the same one is asking once."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("currency", "0014_book_checks")]
    operations = [
        migrations.AddField(
            model_name="replay",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
    ]

"""Klussen and shops by the words in them, also with a mistake; and moments that still have room."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0017_payment_receipt'),
        ('marketplace', '0006_who_checks_and_photo_term'),
        ('tenants', '0004_trigrams'),
        ('people', '0004_hand_out_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='klus',
            index=django.contrib.postgres.indexes.GinIndex(fields=['title', 'place', 'description'], name='klus_by_words', opclasses=['gin_trgm_ops', 'gin_trgm_ops', 'gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='merchant',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name', 'address', 'about'], name='merchant_by_words', opclasses=['gin_trgm_ops', 'gin_trgm_ops', 'gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='slot',
            index=models.Index(condition=models.Q(('taken__lt', models.F('places'))), fields=['ends_at', 'klus'], include=('starts_at', 'places', 'taken'), name='slot_with_room'),
        ),
    ]

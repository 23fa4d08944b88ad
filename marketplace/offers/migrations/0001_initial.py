"""What a shop offers: its page, its deals with their places, and who may show the shops."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('currency', '0017_payment_receipt'),
        ('marketplace', '0003_group_klus'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmbedHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200, unique=True)),
                ('added_by', models.UUIDField()),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['origin'],
            },
        ),
        migrations.CreateModel(
            name='Deal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('title', models.CharField(max_length=80)),
                ('terms', models.CharField(blank=True, max_length=300)),
                ('price', models.BigIntegerField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('number', models.PositiveIntegerField()),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='marketplace.merchant')),
            ],
            options={
                'ordering': ['ends_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DealPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('key', models.UUIDField(null=True, unique=True)),
                ('given_by', models.UUIDField(null=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('deal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='offers.deal')),
                ('request', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deal_place', to='currency.paymentrequest')),
                ('till', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='marketplace.till')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='ShopPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intro', models.TextField(blank=True, max_length=1000)),
                ('website', models.URLField(blank=True)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('part_percent', models.PositiveSmallIntegerField(default=100)),
                ('part_note', models.CharField(blank=True, max_length=140)),
                ('merchant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='page', to='marketplace.merchant')),
            ],
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='deal_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='deal_has_places'),
        ),
        migrations.AddConstraint(
            model_name='deal',
            constraint=models.CheckConstraint(condition=models.Q(('price', None), ('price__gte', 0), _connector='OR'), name='deal_price_not_negative'),
        ),
        migrations.AddIndex(
            model_name='dealplace',
            index=models.Index(fields=['deal', 'given_at'], name='deal_place_given'),
        ),
        migrations.AddConstraint(
            model_name='dealplace',
            constraint=models.UniqueConstraint(fields=('deal', 'place'), name='deal_place_once'),
        ),
        migrations.AddConstraint(
            model_name='dealplace',
            constraint=models.CheckConstraint(condition=models.Q(('place__gte', 1)), name='deal_place_from_one'),
        ),
        migrations.AddConstraint(
            model_name='dealplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_by', None), ('key', None), ('request', None), ('till', None)), models.Q(('given_at__isnull', False), ('given_by__isnull', False), ('key__isnull', False), ('till__isnull', False)), _connector='OR'), name='deal_place_given_whole'),
        ),
        migrations.AddConstraint(
            model_name='shoppage',
            constraint=models.CheckConstraint(condition=models.Q(('part_percent__gte', 1), ('part_percent__lte', 100)), name='page_part_a_percentage'),
        ),
    ]

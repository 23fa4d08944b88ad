"""The drawing of a town, and lists of shops that were read in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('marketplace', '0007_search_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MapShape',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('built', 'bebouwing'), ('green', 'groen'), ('water', 'water'), ('stream', 'beek'), ('street', 'straat'), ('road', 'weg'), ('rail', 'spoor')], max_length=6)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('points', models.JSONField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ShopList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-read_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ListedShop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('merchant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='marketplace.merchant')),
                ('shop_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shops', to='finding.shoplist')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.AddConstraint(
            model_name='shoplist',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('read_by')), _negated=True), _connector='OR'), name='shop_list_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='shoplist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='shop_list_approval_whole'),
        ),
    ]

"""What volunteers receive over the towns of a region, by pseudonym, in public."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0002_use_agreement'),
    ]

    operations = [
        migrations.CreateModel(
            name='VolunteerCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pseudonym', models.CharField(max_length=64)),
                ('period', models.CharField(max_length=7)),
                ('cents', models.BigIntegerField(default=0)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'pseudonym', 'period'), name='volunteer_count_once'), models.CheckConstraint(condition=models.Q(('cents__gte', 0)), name='volunteer_count_not_negative')],
            },
        ),
    ]

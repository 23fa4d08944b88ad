"""Who is named to check a klus, and how long a municipality keeps photos of work."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0005_ways_of_checking'),
        ('people', '0004_hand_out_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KlusChecker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField()),
                ('klus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checkers', to='marketplace.klus')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='klussen_to_check', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('klus', 'person'), name='klus_checker_once')],
            },
        ),
        migrations.CreateModel(
            name='PhotoTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveIntegerField()),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
            ],
            options={
                'ordering': ['-set_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 7), ('days__lte', 730)), name='photo_term_in_bounds')],
            },
        ),
    ]

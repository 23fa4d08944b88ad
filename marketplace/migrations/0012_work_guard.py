"""Kinds of work that look like paid work, and second opinions on klussen of such a kind."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0011_ideas_and_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WatchedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('category', models.CharField(blank=True, choices=[('litter', 'Schoon en heel'), ('green', 'Groen en tuin'), ('together', 'Samen en gezelschap'), ('indoors', 'Binnen opruimen'), ('repair', 'Maken en sjouwen')], max_length=10)),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('is_watched', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('category', ''), _negated=True), models.Q(('words', []), _negated=True), _connector='OR'), name='watched_names_something')],
            },
        ),
        migrations.CreateModel(
            name='SecondOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'gevraagd'), ('agreed', 'akkoord'), ('against', 'niet akkoord'), ('withdrawn', 'ingetrokken')], default='asked', max_length=9)),
                ('signals', models.JSONField()),
                ('judged', models.CharField(max_length=64)),
                ('question', models.CharField(max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions_asked', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to=settings.AUTH_USER_MODEL)),
                ('klus', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='marketplace.klus')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
                'indexes': [models.Index(fields=['asked_of', 'state'], name='opinion_by_reader')],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked_of', models.F('asked_by')), _negated=True), name='opinion_of_another'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('klus',), name='opinion_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'against']), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='opinion_answer_says_why')],
            },
        ),
    ]

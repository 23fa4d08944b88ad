"""Ideas of residents, what was changed about a klus, and a klus checked and finished."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0017_payment_receipt'),
        ('marketplace', '0010_shop_partners_guards'),
        ('people', '0005_klusbox_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KlusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('title', 'Titel'), ('description', 'Wat je gaat doen'), ('category', 'Soort'), ('neighbourhood', 'Wijk'), ('place', 'Waar je afspreekt'), ('reward', 'Beloning'), ('duration', 'Hoe lang het duurt'), ('start', 'Wanneer het begint'), ('places', 'Plekken')], max_length=13)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='KlusIdea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('title', models.CharField(max_length=80)),
                ('description', models.TextField(max_length=2000)),
                ('category', models.CharField(choices=[('litter', 'Schoon en heel'), ('green', 'Groen en tuin'), ('together', 'Samen en gezelschap'), ('indoors', 'Binnen opruimen'), ('repair', 'Maken en sjouwen')], max_length=10)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('open', 'wordt bekeken'), ('taken-up', 'wordt een klus'), ('declined', 'gaat niet door'), ('withdrawn', 'ingetrokken')], default='open', max_length=9)),
                ('made_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='klus',
            name='checked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='klus',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checked_klussen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='klus',
            name='state',
            field=models.CharField(choices=[('draft', 'concept'), ('checked', 'nagekeken'), ('published', 'open'), ('closed', 'gesloten'), ('finished', 'afgerond'), ('cancelled', 'afgelast'), ('pattern', 'voorbeeld')], default='draft', max_length=9),
        ),
        migrations.AddConstraint(
            model_name='klus',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('made_by')), _negated=True), ('made_by', None), _connector='OR'), name='klus_checked_by_another'),
        ),
        migrations.AddConstraint(
            model_name='klus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'checked'), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='klus_checked_has_a_checker'),
        ),
        migrations.AddField(
            model_name='kluschange',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='kluschange',
            name='klus',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='marketplace.klus'),
        ),
        migrations.AddField(
            model_name='kluschange',
            name='slot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='marketplace.slot'),
        ),
        migrations.AddField(
            model_name='klusidea',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_ideas', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='klusidea',
            name='klus',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='idea', to='marketplace.klus'),
        ),
        migrations.AddField(
            model_name='klusidea',
            name='neighbourhood',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='people.neighbourhood'),
        ),
        migrations.AddField(
            model_name='klusidea',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='kluschange',
            index=models.Index(fields=['klus', '-at'], name='klus_change_newest'),
        ),
        migrations.AddIndex(
            model_name='klusidea',
            index=models.Index(fields=['state', 'made_at'], name='idea_by_state'),
        ),
        migrations.AddConstraint(
            model_name='klusidea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('klus__isnull', False), ('state', 'taken-up')), models.Q(models.Q(('state', 'taken-up'), _negated=True), ('klus', None)), _connector='OR'), name='idea_taken_up_with_klus'),
        ),
        migrations.AddConstraint(
            model_name='klusidea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['taken-up', 'declined']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='idea_decision_has_a_maker'),
        ),
        migrations.AddConstraint(
            model_name='klusidea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='idea_declined_says_why'),
        ),
    ]

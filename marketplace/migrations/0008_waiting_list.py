"""A waiting list, work approved partly, late signing off, who made a klus, the house rules."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0017_payment_receipt'),
        ('marketplace', '0007_search_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KlusPolicy',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('late_hours', models.PositiveSmallIntegerField(default=24)),
                ('needs_check', models.BooleanField(default=False)),
                ('most_hours_a_week', models.PositiveIntegerField(blank=True, null=True)),
                ('most_weeks_at_place', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WaitingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'wacht op een plek'), ('placed', 'heeft een plek'), ('left', 'van de lijst af'), ('passed-over', 'kon niet meedoen'), ('ended', 'geen plek gekomen')], default='waiting', max_length=11)),
                ('since', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('code', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['since', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='signup',
            name='sign_up_approved_with_transfer',
        ),
        migrations.RemoveConstraint(
            model_name='signup',
            name='sign_up_decision_has_a_maker',
        ),
        migrations.AddField(
            model_name='klus',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_klussen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signup',
            name='is_late',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='signup',
            name='state',
            field=models.CharField(choices=[('signed-up', 'aangemeld'), ('checked-in', 'bezig'), ('handed-in', 'wacht op nakijken'), ('sent-back', 'vraag van de nakijker'), ('approved', 'goedgekeurd'), ('partly', 'deels goedgekeurd'), ('rejected', 'afgewezen'), ('cancelled', 'afgezegd'), ('look-again', 'wacht op een tweede blik'), ('no-show', 'niet geweest')], default='signed-up', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'partly')), ('transfer__isnull', False)), models.Q(models.Q(('state__in', ('approved', 'partly')), _negated=True), ('transfer', None)), _connector='OR'), name='sign_up_approved_with_transfer'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'partly', 'sent-back', 'rejected']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='sign_up_decision_has_a_maker'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(('is_late', False), ('state', 'cancelled'), _connector='OR'), name='sign_up_late_is_cancelled'),
        ),
        migrations.AddConstraint(
            model_name='kluspolicy',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='policy_is_one'),
        ),
        migrations.AddConstraint(
            model_name='kluspolicy',
            constraint=models.CheckConstraint(condition=models.Q(('most_hours_a_week', None), ('most_hours_a_week__gte', 1), _connector='OR'), name='policy_hours_positive'),
        ),
        migrations.AddConstraint(
            model_name='kluspolicy',
            constraint=models.CheckConstraint(condition=models.Q(('most_weeks_at_place', None), ('most_weeks_at_place__gte', 1), _connector='OR'), name='policy_weeks_positive'),
        ),
        migrations.AddField(
            model_name='waitingentry',
            name='resident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waitingentry',
            name='sign_up',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waited_as', to='marketplace.signup'),
        ),
        migrations.AddField(
            model_name='waitingentry',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='queue', to='marketplace.slot'),
        ),
        migrations.AddIndex(
            model_name='waitingentry',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['slot', 'since'], name='waiting_by_slot'),
        ),
        migrations.AddConstraint(
            model_name='waitingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('slot', 'resident'), name='waiting_once_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='waitingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sign_up__isnull', False), ('state', 'placed')), models.Q(models.Q(('state', 'placed'), _negated=True), ('sign_up', None)), _connector='OR'), name='waiting_placed_with_sign_up'),
        ),
        migrations.AddConstraint(
            model_name='waitingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='waiting_over_has_an_end'),
        ),
    ]

"""What residents are promised and have received as volunteers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0015_replay_keys'),
        ('people', '0004_hand_out_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='VolunteerRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('day', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('state', models.CharField(choices=[('reserved', 'gereserveerd'), ('received', 'ontvangen'), ('released', 'teruggegeven')], default='reserved', max_length=8)),
                ('region_id', models.BigIntegerField(null=True)),
                ('pseudonym', models.CharField(blank=True, max_length=64)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='volunteer_room', to='people.party')),
                ('transfer', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volunteer_room', to='currency.transfer')),
            ],
            options={
                'indexes': [models.Index(fields=['party', 'day'], name='volunteer_room_by_party')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cents__gte', 0)), name='volunteer_room_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'received'), _negated=True), ('transfer__isnull', False), _connector='OR'), name='volunteer_room_received_with_transfer'), models.CheckConstraint(condition=models.Q(models.Q(('pseudonym', ''), ('region_id', None)), models.Q(('region_id__isnull', False), models.Q(('pseudonym', ''), _negated=True)), _connector='OR'), name='volunteer_room_named_in_a_region')],
            },
        ),
    ]

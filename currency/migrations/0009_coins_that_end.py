"""What residents are told before coins expire, and before the coin itself ends."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0008_reward_run'),
        ('people', '0004_hand_out_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='EndNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('earning', 'verdienen'), ('spending', 'betalen'), ('redemption', 'uitbetalen')], max_length=10)),
                ('on', models.DateField()),
                ('days_before', models.PositiveSmallIntegerField(null=True)),
                ('told_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='expirynotice',
            name='received_until',
            field=models.DateField(default=datetime.date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='expirynotice',
            name='settled_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='expirynotice',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['pot', 'expires_on'], name='expiry_open'),
        ),
        migrations.AddConstraint(
            model_name='expirynotice',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='expiry_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='expirynotice',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('received_until'))), name='expiry_after_receipt'),
        ),
        migrations.AddConstraint(
            model_name='endnotice',
            constraint=models.UniqueConstraint(fields=('what', 'on', 'days_before'), name='end_told_once', nulls_distinct=False),
        ),
    ]

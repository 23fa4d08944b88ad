"""Cards for people without a phone, and what was paid with them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('currency', '0017_payment_receipt'),
        ('people', '0005_klusbox_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=10, unique=True)),
                ('state', models.CharField(choices=[('active', 'in gebruik'), ('blocked', 'geblokkeerd'), ('replaced', 'vervangen')], default='active', max_length=8)),
                ('pin_digest', models.BinaryField(max_length=32, null=True)),
                ('pin_printed_at', models.DateTimeField(null=True)),
                ('wrong_pins', models.PositiveSmallIntegerField(default=0)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, choices=[('lost', 'kwijt'), ('stolen', 'gestolen'), ('broken', 'kapot'), ('other', 'niet meer nodig')], max_length=6)),
                ('closed_by', models.UUIDField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='people.party')),
                ('replaced_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='currency.card')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CardPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('with_pin', models.BooleanField()),
                ('made_by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='currency.card')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='card_payment', to='currency.paymentrequest')),
                ('transfer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='card_payment', to='currency.transfer')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('number__regex', '^[A-Z0-9]{10}$')), name='card_number_ten_signs'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(('wrong_pins__lte', 3)), name='card_few_wrong_pins'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('state', 'active')), models.Q(models.Q(('state', 'active'), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='card_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replaced_by__isnull', False), ('state', 'replaced')), models.Q(models.Q(('state', 'replaced'), _negated=True), ('replaced_by', None)), _connector='OR'), name='card_replaced_by_another'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('holder',), name='card_in_use_once'),
        ),
    ]

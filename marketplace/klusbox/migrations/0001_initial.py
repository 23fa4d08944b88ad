"""What a town lends out, to whom, and where everything has been."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import marketplace.klusbox.models.stock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('marketplace', '0006_who_checks_and_photo_term'),
        ('people', '0005_klusbox_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('longest_days', models.PositiveIntegerField(default=3)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('longest_days__gte', 1)), name='kind_lent_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Klusbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('place', models.CharField(max_length=120)),
                ('access', models.CharField(blank=True, max_length=300)),
                ('hours', models.JSONField(blank=True, default=dict)),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('is_open', models.BooleanField(default=True)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('created_at', models.DateTimeField()),
                ('neighbourhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='klusboxes', to='people.neighbourhood')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('code', models.CharField(max_length=8, unique=True)),
                ('state', models.CharField(choices=[('box', 'in de box'), ('out', 'uitgeleend'), ('repair', 'stuk'), ('missing', 'zoek'), ('gone', 'afgeschreven')], default='box', max_length=7)),
                ('moves', models.PositiveIntegerField(default=1)),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('photo', models.FileField(blank=True, upload_to=marketplace.klusbox.models.stock.photo_path)),
                ('photo_width', models.PositiveIntegerField(default=0)),
                ('photo_height', models.PositiveIntegerField(default=0)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('created_at', models.DateTimeField()),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='klusbox.kind')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='klusbox.klusbox')),
            ],
            options={
                'ordering': ['kind__name', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('reserved', 'gereserveerd'), ('out', 'opgehaald'), ('back', 'terug'), ('lost', 'kwijt'), ('cancelled', 'afgezegd'), ('lapsed', 'niet opgehaald'), ('dropped', 'gaat niet door')], default='reserved', max_length=9)),
                ('handed_out_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reported', models.CharField(blank=True, max_length=300)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('handed_out_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='klusbox.item')),
            ],
            options={
                'ordering': ['item__kind__name', 'item__number'],
            },
        ),
        migrations.AddField(
            model_name='item',
            name='loan',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held_item', to='klusbox.loan'),
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('act', models.CharField(choices=[('add-item', 'nieuw in de klusbox'), ('hand-out', 'uitgegeven'), ('take-back', 'teruggebracht'), ('take-back-broken', 'stuk teruggebracht'), ('report-lost', 'niet teruggekomen'), ('set-aside', 'apart gelegd: stuk'), ('mend', 'gemaakt'), ('miss', 'niet gevonden'), ('find', 'teruggevonden'), ('move-box', 'naar een andere box'), ('write-off', 'afgeschreven')], max_length=16)),
                ('from_state', models.CharField(blank=True, max_length=7)),
                ('to_state', models.CharField(choices=[('box', 'in de box'), ('out', 'uitgeleend'), ('repair', 'stuk'), ('missing', 'zoek'), ('gone', 'afgeschreven')], max_length=7)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='klusbox.klusbox')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='klusbox.item')),
                ('loan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='klusbox.loan')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('code', models.CharField(max_length=8, unique=True)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('made_at', models.DateTimeField()),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='klusbox.klusbox')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to=settings.AUTH_USER_MODEL)),
                ('sign_up', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='marketplace.signup')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='loan',
            name='reservation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='klusbox.reservation'),
        ),
        migrations.CreateModel(
            name='StockCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('made_at', models.DateTimeField()),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='klusbox.klusbox')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StockLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expected', models.CharField(choices=[('box', 'in de box'), ('out', 'uitgeleend'), ('repair', 'stuk'), ('missing', 'zoek'), ('gone', 'afgeschreven')], max_length=7)),
                ('was_there', models.BooleanField()),
                ('outcome', models.CharField(choices=[('right', 'klopt'), ('missing', 'zoek'), ('found', 'teruggevonden'), ('came-back', 'lag er al, nu ingenomen'), ('changed', 'veranderde tijdens het tellen')], max_length=9)),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='klusbox.stockcount')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='count_lines', to='klusbox.item')),
            ],
            options={
                'ordering': ['item__number'],
            },
        ),
        migrations.AddConstraint(
            model_name='klusbox',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='klusbox_coordinates_in_pairs'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['box', 'state'], name='item_by_box'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('loan__isnull', False), ('state', 'out')), models.Q(models.Q(('state', 'out'), _negated=True), ('loan', None)), _connector='OR'), name='item_out_with_its_loan'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('id', 'loan'), name='item_and_its_loan'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='movement_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(fields=('item', 'number', 'to_state', 'box'), name='movement_and_its_end'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(fields=('item', 'number', 'to_state'), name='movement_and_its_state'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_state', ''), ('number', 1)), models.Q(('number__gt', 1), models.Q(('from_state', ''), _negated=True)), _connector='OR'), name='movement_first_comes_from_nowhere'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['person', '-starts_at'], name='reservation_by_person'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['over_at', 'starts_at'], name='reservation_open'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='reservation_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('over_at__isnull', False), _connector='OR'), name='reservation_somebody_answers'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(fields=['state', 'ends_at'], name='loan_by_end'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['reserved', 'out'])), expressions=[(models.Func(models.F('item_id'), models.F('item_id'), models.Value('[]'), function='int8range', output_field=models.BigIntegerField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=models.DateTimeField()), '&&')], name='loan_never_twice'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'out')), fields=('item',), name='loan_out_once'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='loan_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['out', 'back', 'lost']), _negated=True), ('handed_out_at__isnull', False), _connector='OR'), name='loan_out_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reserved', 'out']), ('ended_at__isnull', False), _connector='OR'), name='loan_ended_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(fields=('id', 'state'), name='loan_and_its_state'),
        ),
        migrations.AddConstraint(
            model_name='stockline',
            constraint=models.UniqueConstraint(fields=('count', 'item'), name='stock_line_once'),
        ),
    ]

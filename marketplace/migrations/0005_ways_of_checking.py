"""How a klus is checked and for whom it is possible; a state for who asked for a second look."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('marketplace', '0004_standing_klus'),
    ]

    operations = [
        migrations.AddField(
            model_name='klus',
            name='checking',
            field=models.CharField(choices=[('photo', 'met een foto'), ('code', 'met een code aan de balie'), ('round', 'door de wijkploeg, op een ronde')], default='photo', max_length=5),
        ),
        migrations.AddField(
            model_name='klus',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('en', 'English'), ('de', 'Deutsch'), ('pl', 'Polski'), ('tr', 'Türkçe'), ('ar', 'العربية'), ('uk', 'Українська')], max_length=2), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='klus',
            name='suits',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('sitting', 'Kan zittend'), ('indoors', 'Is binnen'), ('child', 'Kan met een kind erbij')], max_length=8), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name='signup',
            name='state',
            field=models.CharField(choices=[('signed-up', 'aangemeld'), ('checked-in', 'bezig'), ('handed-in', 'wacht op nakijken'), ('sent-back', 'vraag van de nakijker'), ('approved', 'goedgekeurd'), ('rejected', 'afgewezen'), ('cancelled', 'afgezegd'), ('look-again', 'wacht op een tweede blik'), ('no-show', 'niet geweest')], default='signed-up', max_length=10),
        ),
    ]

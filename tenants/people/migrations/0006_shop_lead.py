"""A shop may have somebody who keeps its places, tills and people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_klusbox_permissions")]
    operations = [
        migrations.AlterField(
            model_name="seat",
            name="duty",
            field=models.CharField(
                choices=[
                    ("owner", "eigenaar"),
                    ("lead", "bedrijfsleider"),
                    ("staff", "medewerker"),
                ],
                default="staff",
                max_length=6,
            ),
        )
    ]

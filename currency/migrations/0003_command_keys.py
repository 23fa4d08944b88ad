from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("currency", "0002_posting")]

    operations = [
        migrations.CreateModel(
            name="CommandKey",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]

"""Shops that were let in before their party knew what kind of shop it is."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill_in(apps: Any, schema_editor: Any) -> None:
    """The category of the merchant behind each party, where there is none yet."""
    parties, merchants = apps.get_model("people", "Party"), apps.get_model("marketplace", "Merchant")
    known = merchants.objects.filter(party=OuterRef("pk"), state__in=("approved", "stopped"))
    parties.objects.filter(category="", merchant__state__in=("approved", "stopped")).update(
        category=Subquery(known.values("category")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0001_initial"), ("people", "0003_category_and_birth")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]

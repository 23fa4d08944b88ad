"""Maps and lists of shops of one tenant."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"

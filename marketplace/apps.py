"""The neighbourhood's side of one tenant."""

from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace"
    label = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"

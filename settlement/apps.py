"""The euros of one tenant."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"

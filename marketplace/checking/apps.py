"""How work is checked in one tenant."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.checking"
    label = "checking"
    default_auto_field = "django.db.models.BigAutoField"

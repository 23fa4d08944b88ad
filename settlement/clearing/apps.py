"""What tenants owe one another stands in the public schema."""

from django.apps import AppConfig


class ClearingConfig(AppConfig):
    """Tables of this app stand in the public schema only."""

    name = "settlement.clearing"
    label = "clearing"
    default_auto_field = "django.db.models.BigAutoField"

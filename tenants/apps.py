"""The public half of the room: what tenants share, and nothing personal."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Tables of this app stand in the public schema only."""

    name = "tenants"
    label = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

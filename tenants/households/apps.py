"""Households of one tenant."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "tenants.households"
    label = "households"
    default_auto_field = "django.db.models.BigAutoField"

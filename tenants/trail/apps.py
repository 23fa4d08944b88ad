"""Audit and outbox stand in every schema, next to what they speak of."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Tables of this app stand in every schema."""

    name = "tenants.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

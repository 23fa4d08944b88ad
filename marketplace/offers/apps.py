"""What shops of one tenant offer."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.offers"
    label = "offers"
    default_auto_field = "django.db.models.BigAutoField"

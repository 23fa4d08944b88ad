"""The ledger of one tenant."""

from django.apps import AppConfig


class CurrencyConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "currency"
    label = "currency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of new tenants."""
        from currency import receivers  # noqa: F401 - registers itself

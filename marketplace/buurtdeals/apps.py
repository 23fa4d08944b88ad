"""Buurtdeals of one tenant."""

from django.apps import AppConfig


class BuurtdealsConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.buurtdeals"
    label = "buurtdeals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write to whoever looks after a deal when its review day comes."""
        from marketplace.buurtdeals import receivers  # noqa: F401 - registers itself
        from marketplace.buurtdeals.letter_kinds import kinds
        from tenants.messages.kinds import register

        register(kinds())

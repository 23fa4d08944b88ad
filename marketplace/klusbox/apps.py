"""What a town lends out, to whom, and where everything is."""

from django.apps import AppConfig


class KlusboxConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.klusbox"
    label = "klusbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write to who is late, and to who has to do without."""
        from marketplace.klusbox import receivers  # noqa: F401 - registers itself
        from marketplace.klusbox.letters import KINDS
        from tenants.messages.kinds import register

        register(KINDS)

"""Organisations of one tenant."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write to who asked for an organisation."""
        from marketplace.organisations.letters import kinds
        from tenants.messages.kinds import register

        register(kinds())

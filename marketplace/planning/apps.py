"""Planning in one tenant."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Tables of this app stand in every tenant's schema."""

    name = "marketplace.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write to organisers when something could not be put up."""
        from marketplace.planning import receivers  # noqa: F401 - registers itself
        from marketplace.planning.letter_kinds import kinds
        from tenants.messages.kinds import register

        register(kinds())

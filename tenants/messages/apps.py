"""Messages stand in every tenant's schema, next to the people they are for."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Tables of this app stand in every tenant's schema. The label `messages` is Django's own."""

    name = "tenants.messages"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Send what is due each time the outbox has been told."""
        import tenants.messages.signing_out  # noqa: F401 - registers itself
        from tenants.messages.services.sending import send_due
        from tenants.trail.services import after_telling

        after_telling(send_due)

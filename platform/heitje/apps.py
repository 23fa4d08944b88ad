"""The assembly as an app: templates, static files and template tags."""

from django.apps import AppConfig


class HeitjeConfig(AppConfig):
    """No tables of its own."""

    name = "heitje"
    label = "heitje"

    def ready(self) -> None:
        """Connect what celery tells; it reads models, so not before now."""
        import heitje.observability.task_signals  # noqa: F401
        from heitje.celery import app

        # Whoever sends a task, in whichever thread of the web too, sends it to our own broker.
        app.set_default()

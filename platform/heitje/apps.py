"""The assembly as an app: templates, static files and template tags."""

from django.apps import AppConfig


class HeitjeConfig(AppConfig):
    """No tables of its own."""

    name = "heitje"
    label = "heitje"

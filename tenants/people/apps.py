"""People stand in the schema of their tenant; operators and coordinators stand in public."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tables of this app stand in every schema."""

    name = "tenants.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

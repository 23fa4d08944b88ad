"""What every command does first: choose the mode, have servers, load Django."""

import os

import django

from heitje.embedded import ensure_environment

MODES = ("HEITJE_DEBUG", "HEITJE_DEMO", "HEITJE_TEST")


def set_up(*, mode: str | None = None, servers: bool = True) -> None:
    """Make the environment complete and load Django. Raises EmbeddedError, ImproperlyConfigured.

    Without a mode, on a machine where nothing is set at all, the embedded data is a developer's or
    the demo's, so no SECRET_KEY is asked for.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heitje.settings")
    if mode is not None:
        os.environ[mode] = "1"
    elif is_embedded() and not any(os.environ.get(name) for name in ("SECRET_KEY", *MODES)):
        os.environ["HEITJE_DEMO"] = "1"
    if servers:
        ensure_environment()
    django.setup()


def is_embedded() -> bool:
    """Whether the database will be the embedded one; asked before it is started."""
    return not os.environ.get("DATABASE_URL")

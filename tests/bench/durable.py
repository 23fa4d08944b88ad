"""A PostgreSQL of the benches' own that flushes every commit: the tests' server does not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections

from heitje.embedded import services


@contextmanager
def flushing_server() -> Iterator[None]:
    """All connections lead to it meanwhile; its data stays in var/ between runs."""
    var = Path(os.environ["HEITJE_VAR"]) / "durable"
    settings, before = connections["default"].settings_dict, os.environ["DATABASE_URL"]
    was = {name: settings[name] for name in ("HOST", "PORT", "PASSWORD")}
    with services(var, durable=True, wanted=("postgres",)) as urls:
        url = urlsplit(urls["DATABASE_URL"])
        os.environ["DATABASE_URL"] = urls["DATABASE_URL"]
        connections["default"].close()
        settings.update(HOST=url.hostname, PORT=str(url.port), PASSWORD=url.password)
        try:
            yield
        finally:
            connections["default"].close()
            settings.update(was)
            os.environ["DATABASE_URL"] = before

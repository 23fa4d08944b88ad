"""One real PostgreSQL and Valkey a run, two tenants, and the small cast the tests play with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["HEITJE_TEST"] = "1"
os.environ.setdefault(
    "HEITJE_VAR",
    str(Path(__file__).parents[1] / "var" / os.environ.get("HEITJE_TEST_NAME", "test")),
)

from heitje.embedded import services  # noqa: E402 - the environment above decides where it lives

_running = services(Path(os.environ["HEITJE_VAR"]), durable=False)

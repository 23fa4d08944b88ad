"""A task works in the town it was sent from, in a real worker over the real broker."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from heitje.celery import app
from heitje.tasks import in_every_tenant, relay_outbox
from tenants.models import Tenant
from tenants.schema import PUBLIC
from tenants.trail.models import OutboxEvent
from tenants.trail.services import tell
from tests.processes import happens

TOWNS = ("heerlen", "sittard_geleen", "parkstad")


@pytest.fixture
def worker(committed: None, tmp_path: Path) -> Iterator[None]:
    """One worker, on this test's own database."""
    app.control.purge()
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    command = [
        sys.executable, "-m", "celery", "--quiet", "-A", "heitje.celery", "worker",
        "--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat",
        "--loglevel", "WARNING",
    ]  # fmt: skip
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=Path(__file__).parents[2],
            env={**os.environ, "DATABASE_URL": database, "PYTHONPATH": "platform:."},
        )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def told_in(*schemas: str) -> bool:
    """Whether all that waits in exactly these schemas has been told."""
    for schema in (*TOWNS, PUBLIC):
        with schema_context(schema):
            waits = OutboxEvent.objects.filter(kind="isolation.task", told_at=None).exists()
        if waits == (schema in schemas):
            return False
    return True


@pytest.mark.slow
def test_a_task_touches_no_row_of_another_town(worker: None, heerlen: Tenant) -> None:
    for schema in (*TOWNS, PUBLIC):
        with schema_context(schema):
            tell("isolation.task")

    with schema_context("heerlen"):
        relay_outbox.delay()
    assert happens(lambda: told_in("heerlen"), within_s=60)

    with schema_context(PUBLIC):
        in_every_tenant.delay("heitje.tasks.relay_outbox")
    assert happens(lambda: told_in(*TOWNS), within_s=60)

"""A task works in the town it was sent from, in a real worker over the real broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tenants.utils import schema_context

from heitje.tasks import in_every_tenant, relay_outbox
from tenants.models import Tenant
from tenants.schema import PUBLIC
from tenants.trail.models import OutboxEvent
from tenants.trail.services import tell
from tests.processes import happens
from tests.worker import a_worker

TOWNS = ("heerlen", "sittard_geleen", "parkstad")


@pytest.fixture
def worker(committed: None, tmp_path: Path) -> Iterator[None]:
    """One worker, on this test's own database."""
    with a_worker(tmp_path / "worker.log"):
        yield


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

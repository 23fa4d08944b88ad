"""Figures count routes, tenants and outcomes; never a person, a path or a sum."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
import structlog
from celery import shared_task
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_tenants.utils import schema_context
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from currency.outcomes import tells_outcome
from heitje.observability import backlog, task_signals
from heitje.observability.metrics import metrics_response
from heitje.observability.middleware import MetricsMiddleware
from tenants.errors import NotFound
from tenants.models import Tenant
from tenants.trail import services as trail

Figure = Callable[..., float]


def figure(name: str, **labels: str) -> float:
    """What this process counted so far."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_an_answer_is_counted_by_route_and_never_by_its_path():
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=404)

    labels = {"tenant": "public", "route": "none", "method": "GET", "status": "404"}
    before = figure("heitje_requests_total", **labels)

    MetricsMiddleware(view)(RequestFactory().get("/betalen/HL7K3M9P/"))

    assert figure("heitje_requests_total", **labels) == before + 1
    assert "HL7K3M9P" not in str(list(REGISTRY.collect()))


def test_payments_are_counted_by_how_they_ended():
    @tells_outcome
    def pay(*, amount: int) -> str:
        if amount < 1:
            raise NotFound
        return "receipt"

    paid = figure("heitje_payments_total", outcome="paid")
    refused = figure("heitje_payments_total", outcome="not-found")

    assert pay(amount=1) == "receipt"
    with pytest.raises(NotFound):
        pay(amount=0)

    assert figure("heitje_payments_total", outcome="paid") == paid + 1
    assert figure("heitje_payments_total", outcome="not-found") == refused + 1


@pytest.mark.django_db
def test_what_waits_in_the_outboxes_of_all_tenants_is_counted(heerlen: Tenant):
    before = backlog.waiting_events()

    with schema_context(heerlen.schema_name):
        trail.tell("nobody.listens")
        stuck = trail.tell("nobody.listens")
        stuck.attempts = trail.GIVE_UP_AFTER
        stuck.save()

    after = backlog.waiting_events()
    assert (after.events, after.given_up) == (before.events + 1, before.given_up + 1)
    assert after.lag_s >= 0


@pytest.mark.django_db
def test_the_figures_of_the_house_are_read_by_prometheus_itself(settings: Settings):
    settings.METRICS_TOKEN = ""
    broker = redis.Redis.from_url(django_settings.BROKER_URL)
    broker.hset(backlog.TASKS_KEY, "test.some_task|success", 3)

    page = metrics_response(RequestFactory().get("/metrics")).content.decode()

    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }
    assert samples["heitje_tasks_total", "success", "test.some_task"] == 3
    assert ("heitje_queue_length", "celery") in samples
    assert ("heitje_outbox_lag_seconds",) in samples


@pytest.mark.django_db
def test_figures_are_given_even_when_the_broker_is_away(settings: Settings):
    settings.METRICS_TOKEN = ""
    settings.BROKER_URL = "redis://127.0.0.1:1/0"

    response = metrics_response(RequestFactory().get("/metrics"))

    assert response.status_code == 200
    assert b"heitje_queue_length" not in response.content
    assert b"heitje_outbox_waiting" in response.content


def test_the_end_of_a_task_is_counted_in_the_broker():
    broker = redis.Redis.from_url(django_settings.BROKER_URL, decode_responses=True)

    @shared_task(name="test.counted")
    def counted() -> None:
        return None

    before = int(broker.hget(backlog.TASKS_KEY, "test.counted|success") or 0)
    counted.apply()

    assert int(broker.hget(backlog.TASKS_KEY, "test.counted|success") or 0) == before + 1


def test_beat_keeps_a_pulse_at_each_task_it_sends(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(task_signals, "_beats", False)

    task_signals.send_request_id(headers={})
    assert not (tmp_path / "var" / "beat.pulse").exists()

    task_signals.this_is_beat()
    (tmp_path / "var" / "beat.pulse").unlink()
    task_signals.send_request_id(headers={})
    task_signals.worker_lives()
    assert sorted(path.name for path in (tmp_path / "var").iterdir()) == [
        "beat.pulse", "worker.pulse",
    ]  # fmt: skip


COUNT_ONE = """
import django; django.setup()
from heitje.observability.metrics import PAYMENTS
PAYMENTS.labels("paid").inc()
"""
READ_ALL = """
import django; django.setup()
from django.test import RequestFactory
from heitje.observability.metrics import metrics_response
print(metrics_response(RequestFactory().get("/metrics")).content.decode())
"""


def test_two_web_processes_tell_one_sum(tmp_path: Path):
    def run(program: str) -> str:
        environment = os.environ | {
            "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "figures"),
            "DJANGO_SETTINGS_MODULE": "heitje.settings",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True,
            text=True,
        ).stdout  # fmt: skip

    run(COUNT_ONE)
    run(COUNT_ONE)

    assert 'heitje_payments_total{outcome="paid"} 2.0' in run(READ_ALL)


def test_the_id_of_a_request_travels_with_the_tasks_it_sends():
    @shared_task(name="test.travelling")
    def travelling() -> None:
        return None

    headers: dict[str, str] = {}
    with structlog.contextvars.bound_contextvars(request_id="request-0001"):
        task_signals.send_request_id(headers=headers)
    travelling.push_request(**headers)
    try:
        task_signals.bind_request_id(task=travelling)
        assert structlog.contextvars.get_contextvars() == {"request_id": "request-0001"}
    finally:
        travelling.pop_request()
        structlog.contextvars.clear_contextvars()

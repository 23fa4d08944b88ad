"""Probes answer on any host name and say what is wrong; the figures are for those who may."""

import json

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from heitje.observability import health
from heitje.observability.health import HealthMiddleware
from heitje.observability.metrics import metrics_response

POD = "10.42.0.17:8000"
NOWHERE = "redis://127.0.0.1:1/0"


def onwards(request: HttpRequest) -> HttpResponse:
    """Whatever stands behind the middleware."""
    return HttpResponse("page")


def test_a_living_process_says_so_without_asking_anybody(settings: Settings):
    settings.BROKER_URL = NOWHERE

    response = HealthMiddleware(onwards)(RequestFactory().get("/health/live"))

    assert response.status_code == 200
    assert json.loads(response.content) == {"status": "ok"}


def test_other_pages_pass():
    assert HealthMiddleware(onwards)(RequestFactory().get("/health/lively")).content == b"page"


@pytest.mark.django_db
def test_it_is_ready_when_database_migrations_and_broker_are():
    response = Client(headers={"host": POD}).get("/health/ready")

    assert response.status_code == 200
    checks = response.json()["checks"]
    assert {name: check["status"] for name, check in checks.items()} == {
        "database": "ok", "migrations": "ok", "broker": "ok",
    }  # fmt: skip
    assert all(isinstance(check["ms"], int) for check in checks.values())


@pytest.mark.django_db
def test_without_a_broker_it_is_not_ready_and_tells_no_address(settings: Settings):
    settings.BROKER_URL = NOWHERE

    response = Client(headers={"host": POD}).get("/health/ready")

    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["code"]) == (503, "not-ready")
    assert problem["checks"]["database"]["status"] == "ok"
    assert problem["checks"]["broker"]["reason"] == "ConnectionError"
    assert "127.0.0.1" not in response.content.decode()


@pytest.mark.django_db
def test_code_that_is_ahead_of_the_tables_is_not_ready(monkeypatch: pytest.MonkeyPatch):
    ahead = health.known_migrations() | {("tenants", "9999_not_applied")}
    monkeypatch.setattr(health, "known_migrations", lambda: ahead)

    response = health.ready()

    assert response.status_code == 503
    assert json.loads(response.content)["checks"]["migrations"]["reason"] == "NotMigrated"


@pytest.mark.django_db
def test_a_probe_leaves_the_connection_where_it_was():
    before = connection.schema_name

    health.ready()

    assert connection.schema_name == before


def asked(**meta: str) -> int:
    """The status somebody gets who asks for the figures."""
    return metrics_response(RequestFactory().get("/metrics", **meta)).status_code


@pytest.mark.django_db
def test_with_a_token_set_only_its_bearer_reads_the_figures(settings: Settings):
    settings.METRICS_TOKEN = "a-long-token"

    assert asked(HTTP_AUTHORIZATION="Bearer a-long-token") == 200
    assert asked(HTTP_AUTHORIZATION="Bearer another") == 404
    assert asked(HTTP_AUTHORIZATION="a-long-token") == 404
    assert asked(HTTP_AUTHORIZATION="Bearer é") == 404
    assert asked(REMOTE_ADDR="127.0.0.1") == 404


@pytest.mark.django_db
def test_without_a_token_only_this_machine_reads_the_figures(settings: Settings):
    settings.METRICS_TOKEN = ""

    assert asked(REMOTE_ADDR="127.0.0.1") == 200
    assert asked(REMOTE_ADDR="10.0.0.9") == 404
    assert asked(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4") == 404
    assert asked(REMOTE_ADDR="127.0.0.1", HTTP_FORWARDED="for=1.2.3.4") == 404
    assert asked(HTTP_AUTHORIZATION="Bearer ", REMOTE_ADDR="10.0.0.9") == 404

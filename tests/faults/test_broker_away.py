"""Valkey carries hints and tasks, never money: when it is away a payment stands all the same."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings
from structlog.testing import capture_logs

from currency import queries
from currency.models import Pot, Transfer
from currency.services.requests import cancel_request
from tenants.models import Tenant
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, Town, people_a_town


@pytest.fixture
def town(heerlen: Tenant) -> Town:
    """Heerlen."""
    return people_a_town(heerlen)


@pytest.fixture
def no_broker(settings: Settings) -> None:
    """Nobody answers where the broker should be."""
    settings.BROKER_URL = "redis://127.0.0.1:1/0"


@pytest.mark.usefixtures("no_broker")
def test_a_payment_stands_and_the_lost_hint_is_logged(
    town: Town, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    samira, shop = town.resident(1_000), town.shop()
    asked = town.asks(shop, 600)

    with capture_logs() as lines, django_capture_on_commit_callbacks(execute=True):
        receipt = town.pays(samira, asked.code)

    assert receipt.balance_after == 400
    assert town.balance(shop, Pot.MERCHANT) == 600
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("live_hint_not_sent", "warning")
    ]
    assert not any(asked.code in str(line) for line in lines)


@pytest.mark.usefixtures("no_broker")
def test_the_till_still_finds_out_by_asking(
    town: Town, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    samira, shop = town.resident(1_000), town.shop()
    paid, stopped = town.asks(shop, 600), town.asks(shop, 100)

    with django_capture_on_commit_callbacks(execute=True), town.here():
        town.pays(samira, paid.code)
        cancel_request(request_id=stopped.id, payee=shop, at=NOW)
        states = [
            queries.live_state(queries.request_of_payee(asked.id, shop), now=NOW)["state"]
            for asked in (paid, stopped)
        ]

    assert states == ["paid", "cancelled"]


@pytest.mark.usefixtures("no_broker")
def test_what_must_be_told_waits_in_the_database(town: Town) -> None:
    town.pays(town.resident(1_000), town.asks(town.shop(), 600).code)

    with town.here():
        event = OutboxEvent.objects.get(kind="payment.posted")
        assert event.facts["transfer"] == Transfer.objects.get(kind="payment").id
    assert event.told_at is None

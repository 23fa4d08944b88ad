"""Notifications: a browser opens what its push service brought, and nobody else could."""

import pytest

from tenants.messages.channels.push_key import public_key_text
from tenants.messages.models import Delivery, Device
from tenants.messages.services.devices import add_device
from tenants.messages.services.reading import read_message
from tenants.messages.services.sending import send_due
from tests.tenants.messages.conftest import NIGHT, NOON


@pytest.fixture
def browser(push_service, samira):
    """A browser that shows Samira's messages."""
    found = push_service.subscribe()
    add_device(
        person=samira, endpoint=push_service.address(found), public_key=found.public_key,
        secret=found.secret, name="Firefox, Android", now=NOON,
    )  # fmt: skip
    return found


def pushed() -> Delivery:
    return Delivery.objects.get(channel="push")


def test_a_browser_shows_the_subject_and_where_it_leads(push_service, browser, tell):
    message = tell()

    send_due(now=NOON)

    assert push_service.faults == []
    assert browser.shown == [{
        "title": "Je klus is goedgekeurd", "body": "Heerlen", "url": f"/berichten/{message.id}/",
        "tag": f"bericht-{message.id}", "lang": "nl",
    }]  # fmt: skip
    assert (pushed().state, pushed().sent_at) == ("sent", NOON)
    assert Device.objects.get().reached_at == NOON


def test_the_push_service_knows_the_house_by_the_key_the_browser_was_asked_with(
    push_service, browser, tell
):
    tell()

    send_due(now=NOON)

    assert push_service.keys == [public_key_text()]
    assert push_service.headers[0]["ttl"] == "86400"
    assert push_service.headers[0]["urgency"] == "normal"


def test_no_sum_and_no_name_is_shown_on_a_locked_screen(push_service, browser, tell):
    tell()

    send_due(now=NOON)

    shown = " ".join((browser.shown[0]["title"], browser.shown[0]["body"]))
    assert not any(sign.isdigit() for sign in shown)
    assert "Zwerfvuil" not in shown


def test_two_browsers_each_get_it_once(push_service, browser, samira, tell):
    other = push_service.subscribe()
    add_device(
        person=samira, endpoint=push_service.address(other), public_key=other.public_key,
        secret=other.secret, name="", now=NOON,
    )  # fmt: skip
    tell()

    for _ in range(3):
        send_due(now=NOON)

    assert [len(one.shown) for one in (browser, other)] == [1, 1]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_not_there_any_more_is_forgotten(push_service, browser, tell, status):
    tell()
    push_service.answer = (status, {})

    send_due(now=NOON)

    assert not Device.objects.exists()
    assert not Delivery.objects.filter(channel="push").exists()


def test_a_push_service_that_is_busy_is_asked_again_when_it_said(push_service, browser, tell):
    tell()
    push_service.answer = (429, {"Retry-After": "120"})
    send_due(now=NOON)
    assert (pushed().state, pushed().error) == ("waiting", "push-429")
    assert (pushed().due_at - NOON).total_seconds() == 120
    push_service.answer = None

    assert (send_due(now=NOON), browser.shown) == (0, [])
    assert send_due(now=pushed().due_at) == 1
    assert len(browser.shown) == 1


def test_a_push_service_that_leads_elsewhere_is_not_followed(push_service, browser, tell):
    tell()
    elsewhere = push_service.subscribe()
    push_service.answer = (307, {"Location": push_service.address(elsewhere)})

    send_due(now=NOON)

    assert (pushed().state, pushed().error) == ("failed", "push-307")
    assert len(push_service.headers) == 1


def test_a_push_service_that_is_down_is_asked_later(push_service, browser, tell):
    tell()
    push_service.server.shutdown()
    push_service.server.server_close()

    send_due(now=NOON)

    assert (pushed().state, pushed().error) == ("waiting", "ConnectionError")


def test_at_night_no_phone_makes_a_sound_and_in_the_morning_it_does(push_service, browser, tell):
    tell(at=NIGHT)

    send_due(now=NIGHT)

    assert browser.shown == []
    assert pushed().due_at.isoformat() == "2026-11-25T06:00:00+00:00"
    send_due(now=pushed().due_at)
    assert len(browser.shown) == 1


def test_what_was_read_in_the_app_meanwhile_makes_no_sound(push_service, browser, tell):
    message = tell(at=NIGHT)
    read_message(message=message, now=NIGHT)

    send_due(now=pushed().due_at)

    assert browser.shown == []
    assert pushed().state == "skipped"


def test_what_is_urgent_does_not_wait_for_the_morning(push_service, browser, tell):
    tell(name="alarm", at=NIGHT)

    send_due(now=NIGHT)

    assert len(browser.shown) == 1
    assert push_service.headers[0]["urgency"] == "high"

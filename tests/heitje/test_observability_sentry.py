"""An error report leaves without the person: proved on the bytes that would go out."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
import structlog
from celery import shared_task
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from heitje.observability.sentry import init_sentry

LEAKS = {
    "name": "Sanne de Vries",
    "mail": "sanne.devries@heerlen.example",
    "iban": "NL91ABNA0417164300",
    "foreign_iban": "DE89 3704 0044 0532 0130 00",
    "sum": "1.250,75",
    "minor_units": 125075,
    "code": "HL7K3M9P",
    "session": "sessie-6f0d8f4e4a575d51",
    "letter": "Beste buurt, ik woon op de Saroleastraat",
}
pytestmark = pytest.mark.django_db  # the start of a request looks after its connection
DSN = "https://key@sentry.example/1"


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.envelopes: list[Envelope] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        """Instead of sending it."""
        self.envelopes.append(envelope)

    def sent(self) -> str:
        """Every byte, as text."""
        return "\n".join(envelope.serialize().decode() for envelope in self.envelopes)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Reporting switched on, to a transport that keeps; off again afterwards."""
    transport = Kept()
    before = sentry_sdk.get_client()
    assert init_sentry(
        DSN, release="heitje@1", environment="test", traces_sample_rate=1.0, transport=transport
    )
    with sentry_sdk.isolation_scope(), sentry_sdk.new_scope():
        yield transport
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.get_global_scope().set_client(before)


class PersonInTheMessage(Exception):  # noqa: N818 - as it is said
    """What a careless line of code may raise."""


def fail(request: HttpRequest, code: str) -> HttpResponse:
    """A view that meets all of it: in locals, in the message, in the cause, in the scope."""
    person = dict(LEAKS)
    sentry_sdk.set_user({"id": 7, "email": person["mail"], "username": person["name"]})
    sentry_sdk.set_tag("shop", person["name"])
    sentry_sdk.set_context("payment", dict(person))
    sentry_sdk.set_extra("payment", str(person))
    sentry_sdk.add_breadcrumb(message=f"{person['name']} betaalt {person['sum']}")
    with sentry_sdk.start_span(op="db", name=f"SELECT '{person['name']}'"):
        pass
    structlog.get_logger("heitje.test").error("payment_broken", **person)
    structlog.stdlib.get_logger("heitje.test").error(f"kapot voor {person['name']}")
    try:
        int(person["iban"])
    except ValueError as error:
        raise PersonInTheMessage(*person.values()) from error


def sorry(request: HttpRequest) -> HttpResponse:
    """The page of a fault, without a template."""
    return HttpResponse(status=500)


urlpatterns = [path("betalen/<str:code>/", fail)]
handler500 = sorry


def meet_the_failing_page() -> None:
    """The whole WSGI road, as a server walks it."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/betalen/{LEAKS['code']}/",
        "QUERY_STRING": f"naam={LEAKS['name']}",
        "HTTP_HOST": "heerlen.localhost",
        "HTTP_COOKIE": f"sessionid={LEAKS['session']}",
        "HTTP_REFERER": f"http://heerlen.localhost/b/{LEAKS['code']}/",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "0",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
    }
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], DEBUG=False):
        WSGIHandler()(environ, lambda status, headers: None)


def test_a_failing_page_full_of_a_person_reports_the_place_and_not_the_person(kept: Kept):
    meet_the_failing_page()

    sent = kept.sent()
    assert [what for what, value in LEAKS.items() if str(value) in sent] == []
    assert "PersonInTheMessage" in sent
    assert "ValueError" in sent
    assert '"function":"fail"' in sent.replace('": "', '":"')
    assert '"tenant"' in sent


def test_a_logged_error_is_reported_by_the_name_of_its_fact_alone(kept: Kept):
    meet_the_failing_page()

    messages = [
        item.payload.json["logentry"]["message"]
        for envelope in kept.envelopes
        for item in envelope.items
        if "logentry" in (item.payload.json or {})
    ]
    assert messages == ["payment_broken", "[weg]"]


def test_a_trace_says_how_long_and_not_what(kept: Kept):
    meet_the_failing_page()

    traces = [envelope for envelope in kept.envelopes if envelope.get_transaction_event()]
    assert traces, "tracing was on"
    for envelope in traces:
        event = envelope.get_transaction_event()
        assert event is not None
        assert not [span for span in event["spans"] if "description" in span or "data" in span]


def test_a_failing_task_reports_its_name_and_not_what_it_was_given(kept: Kept):
    @shared_task(name="test.failing")
    def failing(name: str) -> None:
        raise PersonInTheMessage(name)

    failing.apply(args=[LEAKS["name"]])

    sent = kept.sent()
    assert "PersonInTheMessage" in sent
    assert str(LEAKS["name"]) not in sent


def test_without_a_dsn_nothing_is_switched_on():
    assert init_sentry("", release="heitje@1", environment="test") is False

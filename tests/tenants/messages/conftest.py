"""A person in Heerlen, a kind of message, and the means to tell and send."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core import mail
from django_tenants.utils import schema_context

from tenants.messages.kinds import Kind, kind_named
from tenants.messages.models import Message
from tenants.messages.services.telling import tell_person
from tenants.models import Tenant
from tenants.people.models import Person
from tests.marketplace.cast import make_person
from tests.tenants.messages.push_service import PushService

# A Tuesday in November, noon in the Netherlands.
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
Tell = Callable[..., Message | None]


@pytest.fixture
def heerlen_shown(heerlen: Tenant) -> Iterator[Tenant]:
    """Heerlen's schema is current."""
    with schema_context(heerlen.schema_name):
        yield heerlen


@pytest.fixture
def samira(heerlen_shown: Tenant) -> Person:
    """Somebody who reads Dutch."""
    return make_person("Samira El Amrani")


@pytest.fixture
def tell(samira: Person) -> Tell:
    """Tell Samira that a klus of hers was approved."""

    def told(person: Person = samira, *, name="approved", at: datetime = NOON, key=""):
        kind = kind_named(name)
        assert isinstance(kind, Kind)
        return tell_person(
            person=person, kind=kind, path="/mijn-klussen/1/", context=kind.example(), key=key,
            at=at,
        )  # fmt: skip

    return told


@pytest.fixture
def push_service(settings) -> Iterator[PushService]:
    """A push service on this machine."""
    settings.PUSH_KEY, settings.PUSH_ANY_HOST = "from-secret", True
    with PushService() as service:
        yield service


class FakeTexts:
    """A provider of text messages that keeps them, and fails as often as it is told to."""

    sent: list[tuple[str, str, str]] = []
    fails_with: list[Exception] = []

    def send(self, *, number: str, text: str, reference: str) -> None:
        if self.fails_with:
            raise self.fails_with.pop()
        self.sent.append((number, text, reference))


@pytest.fixture
def texts(settings) -> type[FakeTexts]:
    """Text messages are on, and kept here."""
    settings.SMS_PROVIDER = "tests.tenants.messages.conftest.FakeTexts"
    FakeTexts.sent, FakeTexts.fails_with = [], []
    return FakeTexts


@pytest.fixture
def post() -> list[mail.EmailMessage]:
    """Letters that left."""
    return mail.outbox

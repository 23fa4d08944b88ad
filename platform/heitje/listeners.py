"""Who may listen to a payment request, and how it stands: the database side of the stream.

The same rule as the till's own pages: an active person, a session that is still good, a seat at an
approved shop, and a request of that shop. Reads alone: a session is never changed here.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_tenants.utils import remove_www, schema_context

from currency.models import PaymentRequest
from currency.queries import live_state
from heitje.hosts import domain_named
from marketplace.queries import tills_of
from tenants.people.models import Person


@dataclass(frozen=True)
class Listener:
    """A person who may hear of one request, and the session that says so."""

    schema: str
    request_id: UUID
    session_key: str
    person_id: int


def listener_of(*, host: str, session_key: str, request_id: UUID) -> Listener | None:
    """The listener behind a session of this host, or None: never says why not."""
    domain = domain_named(remove_www(host))
    if domain is None or domain.tenant.is_public or not session_key:
        return None
    schema: str = domain.tenant.schema_name
    with schema_context(schema):
        person = _person_of(session_key)
        if person is None or not _hears_of(person, request_id):
            return None
    return Listener(schema, request_id, session_key, person.id)


@dataclass(frozen=True)
class Standing:
    """What a waiting till wants to know, and until when the request is good."""

    state: dict[str, object]
    expires_at: datetime

    @property
    def is_final(self) -> bool:
        """Paid, stopped or past its time: there comes nothing after it."""
        return self.state["state"] != PaymentRequest.State.OPEN


def standing(listener: Listener, *, prove: bool) -> Standing | None:
    """How the request stands; None when it is no longer the listener's to hear.

    Proved when asked, and always before an end is told: that one says who paid.
    """
    with schema_context(listener.schema):
        request = PaymentRequest.objects.select_related("transfer").get(id=listener.request_id)
        found = Standing(live_state(request, now=timezone.now()), request.expires_at)
        if (prove or found.is_final) and not _still_hears(listener):
            return None
        return found


def _still_hears(listener: Listener) -> bool:
    person = _person_of(listener.session_key)
    return (
        person is not None
        and person.id == listener.person_id
        and _hears_of(person, listener.request_id)
    )


def _hears_of(person: Person, request_id: UUID) -> bool:
    shops = tills_of(person).order_by().values("merchant__party")
    return PaymentRequest.objects.filter(id=request_id, payee__holder__in=shops).exists()


def _person_of(session_key: str) -> Person | None:
    """As `django.contrib.auth.get_user`, which may write to the session: this may not."""
    session: Any = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    person = Person.objects.filter(id=session[SESSION_KEY], is_active=True).first()
    if person is None:
        return None
    kept = session.get(HASH_SESSION_KEY, "")
    good = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return person if any(constant_time_compare(kept, one) for one in good) else None

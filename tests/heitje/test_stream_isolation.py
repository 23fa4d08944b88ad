"""Who may not listen to a payment request hears 404, whatever the reason, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tenants.utils import schema_context

from marketplace.services.merchants import stop_merchant
from tenants.people.models import Person, Seat
from tenants.queries import tenant_by_schema
from tests.clients import client_for
from tests.heitje.streaming import served
from tests.marketplace.cast import NOW, people_a_town
from tests.marketplace.till_cast import open_shop

HOST = "heerlen.localhost"


@pytest.fixture
def town(stream_town):
    return stream_town


@pytest.fixture
def shop(town):
    return open_shop(town)


@pytest.fixture
def answer(shop):
    """What the stream says to a session on a host: status and body."""
    path = f"/stroom/betaalverzoek/{shop.asks().id}/"
    with served() as server:

        def ask(session, host=HOST):
            found = server.listen(path, host=host, cookie=f"sessionid={session}")
            start, body = found.start, found.answers.get(timeout=3)
            found.leave()
            return start["status"], body["body"]

        yield ask


@pytest.fixture
def session_for(town):
    def make(person, tenant=None):
        return client_for(tenant or town.tenant, person).cookies["sessionid"].value

    return make


NOTHING = (404, b"")


def test_the_shop_itself_may(answer, session_for, shop):
    assert answer(session_for(shop.owner))[0] == 200


@pytest.mark.parametrize("session", ["", "x" * 32, "'; DROP TABLE", "../../etc"])
def test_nobody_may(answer, session):
    assert answer(session) == NOTHING


def test_a_resident_may_not(answer, session_for, town):
    assert answer(session_for(town.resident)) == NOTHING


def test_who_works_for_the_municipality_may_not(answer, session_for, town):
    assert answer(session_for(town.clerk)) == NOTHING


def test_another_shop_may_not(answer, session_for, town):
    assert answer(session_for(open_shop(town, "Fietsenmaker").owner)) == NOTHING


def test_a_session_of_another_town_is_none_here_and_ours_is_none_there(answer, session_for, shop):
    sittard_geleen = tenant_by_schema("sittard_geleen")
    with schema_context(sittard_geleen.schema_name):
        stranger = open_shop(people_a_town(sittard_geleen)).owner
    elsewhere, ours = session_for(stranger, sittard_geleen), session_for(shop.owner)

    assert answer(elsewhere) == NOTHING
    assert answer(elsewhere, "sittard-geleen.localhost") == NOTHING
    assert answer(ours, "sittard-geleen.localhost") == NOTHING


@pytest.mark.parametrize("host", ["localhost", "beheer.localhost", "regio.localhost", "elders.nl"])
def test_hosts_that_are_no_town_have_no_stream(answer, session_for, shop, host):
    assert answer(session_for(shop.owner), host) == NOTHING


def test_who_signed_out_may_not(answer, session_for, shop):
    session = session_for(shop.owner)
    Session.objects.filter(session_key=session).delete()

    assert answer(session) == NOTHING


def test_a_session_past_its_time_may_not(answer, session_for, shop):
    session = session_for(shop.owner)
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=session).update(expire_date=past)

    assert answer(session) == NOTHING


def test_who_was_locked_out_may_not(answer, session_for, shop):
    session = session_for(shop.owner)
    Person.objects.filter(id=shop.owner.id).update(is_active=False)

    assert answer(session) == NOTHING


def test_a_session_from_before_another_password_may_not(answer, session_for, shop):
    session = session_for(shop.owner)
    shop.owner.set_password("een heel ander wachtwoord")
    shop.owner.save()

    assert answer(session) == NOTHING
    assert Session.objects.filter(session_key=session).exists()


def test_who_left_the_shop_may_not(answer, session_for, shop):
    helper = shop.staff()
    session = session_for(helper)
    Seat.objects.filter(person=helper).delete()

    assert answer(session) == NOTHING


def test_a_shop_that_stopped_may_not(answer, session_for, shop, town):
    session = session_for(shop.owner)
    stop_merchant(merchant_id=shop.merchant.id, actor=town.clerk, now=NOW)

    assert answer(session) == NOTHING


def test_a_session_without_a_person_may_not(answer, town):
    with_words = client_for(town.tenant).session  # an empty one, as a passer-by may have
    with_words["taal"] = "nl"
    with_words.save()

    assert answer(with_words.session_key) == NOTHING


def test_after_a_change_of_the_key_old_sessions_still_may(answer, session_for, shop, settings):
    session = session_for(shop.owner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a" * 60

    assert answer(session)[0] == 200
    assert Session.objects.filter(session_key=session).exists()

"""Somebody is told a thing once: in the app, and by the ways they chose."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django_tenants.utils import schema_context

from marketplace import letter_kinds
from tenants.messages.kinds import every_kind, kind_named
from tenants.messages.letters import Letter
from tenants.messages.models import Delivery, Message
from tenants.messages.services.preferences import choose_ways
from tenants.messages.services.sending import send_due
from tenants.messages.services.telling import tell_address
from tenants.trail import services as trail
from tests.marketplace.cast import make_person
from tests.tenants.messages.conftest import NOON

# An event waits from the moment it was written, by the clock of this machine.
SOON = timezone.now() + timedelta(days=1)


@pytest.fixture
def event(samira):
    """An event whose handler writes Samira a letter, and how often it ran."""
    runs = []

    def write(facts):
        runs.append(facts)
        kind = kind_named("approved")
        Letter(samira, kind, "/", kind.example()).send()

    trail.tells("test.told")(write)
    yield runs
    trail._handlers.pop("test.told")


def test_a_message_is_in_the_app_with_subject_text_and_page(tell):
    message = tell()

    assert message.subject == "Je klus is goedgekeurd"
    assert message.text.startswith("Je klus ‘Zwerfvuil rapen in het park’ is nagekeken")
    assert (message.path, message.sort, message.at) == ("/mijn-klussen/1/", "work", NOON)
    assert (message.read_at, message.is_urgent) == (None, False)


def test_the_same_key_tells_nothing_a_second_time(tell):
    assert tell(key="klus-1") is not None

    assert tell(key="klus-1") is None
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 1)


def test_another_kind_or_another_reader_is_told_by_the_same_key(tell):
    tell(key="1")
    tell(key="1", name="cancelled")
    tell(make_person("Hennie"), key="1")

    assert Message.objects.count() == 3


def test_an_event_that_is_told_twice_writes_one_message(event, samira):
    told = trail.tell("test.told")
    trail.relay_outbox(now=SOON)
    type(told).objects.filter(id=told.id).update(told_at=None)

    trail.relay_outbox(now=SOON)

    assert len(event) == 2
    assert Message.objects.get().key == f"event-{told.id}"


def test_two_events_write_two_messages(event):
    trail.tell("test.told")
    trail.tell("test.told")

    trail.relay_outbox(now=SOON)

    assert Message.objects.count() == 2


def test_the_database_itself_holds_no_second_of_a_kind_and_key(tell):
    message = tell(key="once")
    message.pk = None

    with pytest.raises(IntegrityError, match="message_once"), transaction.atomic():
        message.save(force_insert=True)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"state": "sent"}, "delivery_sent_has_its_moment"),
        ({"state": "sending"}, "delivery_sending_was_claimed"),
        ({"channel": "push"}, "delivery_device_is_for_push"),
    ],
)
def test_the_database_itself_holds_what_a_delivery_is(tell, changed, name):
    tell()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Delivery.objects.update(**changed)


def test_the_database_itself_holds_no_second_delivery_by_mail(tell):
    delivery = tell().deliveries.get()
    delivery.pk = None

    with pytest.raises(IntegrityError, match="delivery_once"), transaction.atomic():
        delivery.save(force_insert=True)


def test_who_wants_no_mail_about_it_reads_it_in_the_app_alone(tell, samira):
    choose_ways(person=samira, chosen={("work", "mail"): False})

    assert tell() is not None
    assert not Delivery.objects.exists()


def test_who_does_not_take_part_any_more_is_told_nothing(tell, samira):
    samira.is_active = False
    samira.save()

    assert tell() is None
    assert not Message.objects.exists()


def test_a_message_is_of_one_town(tell, sittard_geleen):
    tell()

    with schema_context(sittard_geleen.schema_name):
        assert not Message.objects.exists()


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_kind_has_words_in_every_language(heerlen_shown, tell, language, settings):
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "MISSING(%s)"
    reader = make_person("Samira", language=language)

    for kind in every_kind():
        message = tell(reader, name=kind.name)

        assert message.subject, kind.name
        assert len(message.subject) <= 70, kind.name
        assert not any(sign.isdigit() for sign in message.subject), kind.name
        assert len(message.text) > 30, kind.name
        assert "MISSING" not in message.text, kind.name
        assert "&" not in message.text, kind.name
    assert translation.get_language() == "nl"


def test_an_address_of_nobody_here_is_told_by_mail_alone_and_once(heerlen_shown):
    told = {"address": "Oud@Voorbeeld.nl", "kind": kind_named("account-change"), "path": "/",
            "context": kind_named("account-change").example(), "key": "1", "at": NOON}  # fmt: skip

    assert tell_address(**told) is not None
    assert tell_address(**{**told, "address": " oud@voorbeeld.nl"}) is None

    send_due(now=NOON)
    (letter,) = mail.outbox
    assert letter.to == ["Oud@Voorbeeld.nl"]
    assert letter.body.startswith("Hallo,\n\n")
    assert "instellingen" not in letter.body


def test_an_address_of_a_person_is_told_as_that_person(samira):
    kind = kind_named("account-change")

    made = tell_address(address=samira.email.upper(), kind=kind, path="/", context=kind.example())

    assert made.person == samira
    assert made.sort == "safety"


def test_the_database_itself_holds_that_a_message_has_one_reader(tell):
    tell()

    with pytest.raises(IntegrityError, match="message_has_one_reader"), transaction.atomic():
        Message.objects.update(person=None)


def test_every_template_has_a_kind_and_every_kind_its_template():
    root = Path(letter_kinds.__file__).parents[1]
    found = {
        file.as_posix().rpartition("/templates/")[2]
        for room in ("tenants", "currency", "marketplace", "settlement")
        for file in (root / room).glob("**/letters/*.txt")
        if file.stem not in ("base", "mail")
    }

    assert found == {kind.template for kind in every_kind()}

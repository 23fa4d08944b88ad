"""What is due leaves the house once, whoever sends it and whatever falls over."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django_tenants.utils import schema_context

from tenants.messages.channels.outcomes import Refused, TryLater
from tenants.messages.models import Delivery, Phone
from tenants.messages.services.preferences import choose_ways
from tenants.messages.services.sending import send_due
from tests.cast import at_once
from tests.tenants.messages.conftest import NIGHT, NOON

HOUR = timedelta(hours=1)


def failing(monkeypatch, error):
    def raised(*_):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", raised)


def test_a_mail_greets_says_it_and_leads_there(tell, samira):
    message = tell()

    assert send_due(now=NOON) == 1

    (letter,) = mail.outbox
    assert letter.to == [samira.email]
    assert letter.subject == message.subject
    assert letter.body.startswith("Hallo Samira,\n\nJe klus ‘Zwerfvuil")
    assert "http://heerlen.localhost:8000/mijn-klussen/1/" in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<bericht-{message.id}.heerlen@")


def test_what_was_sent_is_not_sent_again(tell):
    tell()

    assert [send_due(now=NOON + n * HOUR) for n in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_mail_does_not_wait_for_the_morning(tell):
    tell(at=NIGHT)

    assert send_due(now=NIGHT) == 1


def test_a_mail_server_that_is_down_is_asked_later_and_later(tell, monkeypatch):
    tell()
    waits = []
    with monkeypatch.context() as patched:
        failing(patched, ConnectionRefusedError())
        now = NOON
        for _ in range(4):
            send_due(now=now)
            due = Delivery.objects.get().due_at
            waits.append((due - now).total_seconds())
            now = due

    assert waits == [1, 2, 4, 8]
    assert send_due(now=now) == 1


def test_one_mail_that_fails_keeps_the_others_for_the_next_round(tell, monkeypatch):
    for _ in range(3):
        tell()
    asked = []

    def down(_backend, _messages):
        asked.append(1)
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", down)

    send_due(now=NOON)

    assert len(asked) == 1


def test_after_two_days_nobody_tries_any_more(tell, monkeypatch):
    tell()
    failing(monkeypatch, ConnectionRefusedError())

    send_due(now=NOON + timedelta(days=3))

    found = Delivery.objects.get()
    assert (found.state, found.error) == ("failed", "ConnectionRefusedError")


def test_an_address_that_is_refused_for_good_is_not_tried_again(tell, monkeypatch):
    tell()
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}))

    send_due(now=NOON)

    assert Delivery.objects.get().state == "failed"


def test_what_stopped_half_way_is_not_sent_a_second_time(tell):
    tell()
    Delivery.objects.update(state="sending", claimed_at=NOON, attempts=1)

    assert send_due(now=NOON + timedelta(minutes=20)) == 0
    assert Delivery.objects.get().state == "unknown"
    assert mail.outbox == []


def test_the_claim_is_committed_before_anything_leaves(tell, monkeypatch):
    tell()
    seen = []

    def looked_at(_backend, messages):
        found = Delivery.objects.get()
        seen.append((found.state, found.claimed_at))
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", looked_at)
    send_due(now=NOON)

    assert seen == [("sending", NOON)]


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_send_each_message_once(heerlen_shown, tell):
    for _ in range(12):
        tell()

    def work():
        with schema_context("heerlen"):
            return send_due(now=NOON)

    sent = at_once(*[work] * 4)

    assert sum(sent) == 12
    assert len(mail.outbox) == 12


def test_a_text_message_says_whose_it_is_and_fits_in_one(tell, samira, texts):
    Phone.objects.create(person=samira, number="+31612345678", confirmed_at=NOON)
    choose_ways(person=samira, chosen={("work", "sms"): True, ("work", "mail"): False})
    message = tell()

    assert send_due(now=NOON) == 1

    ((number, text, reference),) = texts.sent
    assert number == "+31612345678"
    assert text.startswith("Heerlen: Je klus is goedgekeurd.")
    assert text.endswith(f"/berichten/{message.id}/")
    assert len(text) <= 160
    assert reference == f"heerlen-{message.deliveries.get().id}"


@pytest.mark.parametrize(
    ("error", "state"), [(TryLater("busy"), "waiting"), (Refused("no"), "failed")]
)
def test_a_provider_that_refuses_is_asked_later_or_never(tell, samira, texts, error, state):
    Phone.objects.create(person=samira, number="+31612345678", confirmed_at=NOON)
    choose_ways(person=samira, chosen={("work", "sms"): True})
    tell()
    texts.fails_with = [error]

    send_due(now=NOON)

    assert Delivery.objects.get(channel="sms").state == state


def test_a_number_that_was_not_confirmed_gets_nothing(tell, samira, texts):
    Phone.objects.create(person=samira, number="+31612345678")
    choose_ways(person=samira, chosen={("work", "sms"): True})

    tell()

    assert not Delivery.objects.filter(channel="sms").exists()

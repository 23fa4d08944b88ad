"""Who is late and who has to do without hear of it, once, and no one else does."""

from datetime import timedelta

from django.utils import timezone

from marketplace.klusbox.services.overdue import remind_late
from marketplace.klusbox.services.upkeep import set_aside
from tenants.messages.models import Message
from tenants.trail.services import relay_outbox
from tests.klusbox.cast import HOUR


def told(person):
    relay_outbox(now=timezone.now() + timedelta(days=1))
    return list(Message.objects.filter(person=person))


def test_who_is_late_reads_what_to_bring_back_once(shed):
    now, samira = timezone.now(), shed.town.resident
    made = shed.reserved(person=samira, starts_at=now - 3 * HOUR, ends_at=now - HOUR,
                         now=now - 3 * HOUR)  # fmt: skip
    shed.handed_out(made, now=now - 3 * HOUR)

    for _ in range(2):
        remind_late(now=now)

    (message,) = told(samira)
    assert "Grijper" in message.text
    assert "Corneliusplein" in message.text


def test_who_brought_it_back_meanwhile_reads_nothing(shed):
    now, samira = timezone.now(), shed.town.resident
    made = shed.reserved(person=samira, starts_at=now - 3 * HOUR, ends_at=now - HOUR,
                         now=now - 3 * HOUR)  # fmt: skip
    (loan,) = shed.handed_out(made, now=now - 3 * HOUR)
    remind_late(now=now)
    shed.back(loan, now=now)

    assert told(samira) == []


def test_who_was_promised_what_broke_is_told(shed):
    now, samira = timezone.now(), shed.town.resident
    made = shed.reserved(kind=shed.mowers, person=samira, starts_at=now + HOUR,
                         ends_at=now + 3 * HOUR, now=now)  # fmt: skip

    set_aside(item_id=made.loans.get().item_id, note="Mes stuk", actor=shed.lender, now=now)

    (message,) = told(samira)
    assert message.subject == "Wat je reserveerde, is er niet"
    assert "Maaier" in message.text

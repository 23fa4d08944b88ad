"""The week's letter: to who organises, about what there was and what comes, once a week."""

import pytest
from django.urls import reverse

from marketplace.services.digests import tell_the_week
from tenants.messages.models import Message
from tests.marketplace.cast import DAY, END, NOW, Town


@pytest.fixture
def told(town: Town):
    """What the organiser was told, after telling the week at a moment."""

    def tell(now=NOW) -> list[Message]:
        tell_the_week(now=now)
        return list(Message.objects.filter(kind="digest", person=town.organiser).order_by("id"))

    return tell


def test_an_organiser_reads_what_comes_and_where_there_is_room(town: Town, told):
    town.klus(places=3)

    (letter,) = told()

    assert letter.subject == "De week in de buurt"
    assert letter.sort == "digest"
    assert "De komende week staat er 1 klus." in letter.text
    assert "Bij 1 daarvan is nog niemand aangemeld." in letter.text
    assert "Zwerfvuil rapen: 3 plekken" in letter.text
    assert letter.path == reverse("marketplace:console")


def test_an_organiser_reads_what_was_done(town: Town, told):
    town.approved()

    (letter,) = told(END + DAY)

    assert "De afgelopen week is 1 klus beloond." in letter.text
    assert "Er deed 1 inwoner mee." in letter.text


def test_who_may_check_reads_how_many_wait_and_since_when(town: Town):
    town.handed_in()

    tell_the_week(now=END + DAY)

    texts = [one.text for one in Message.objects.filter(kind="digest")]
    assert any("Er wacht 1 inwoner op nakijken, sinds" in text for text in texts)


def test_one_week_is_told_once_and_the_next_again(town: Town, told):
    town.klus(moments=14)

    assert len(told(NOW)) == 1
    assert len(told(NOW + DAY)) == 1
    assert [one.key for one in told(NOW + 7 * DAY)] == ["2026-W48", "2026-W49"]


def test_an_empty_week_is_not_told(town: Town, told):
    assert told() == []


def test_a_resident_gets_no_week(town: Town):
    town.klus()

    tell_the_week(now=NOW)

    assert not Message.objects.filter(person=town.resident, kind="digest").exists()

"""What the house does by the clock: it closes what is over, and waits a week for who came."""

from datetime import timedelta

import pytest

from marketplace import tasks
from marketplace.models import Klus, SignUp
from marketplace.services.klussen import close_klus
from marketplace.services.overdue import close_past_klussen, mark_missed
from marketplace.services.sign_ups import check_in
from tenants.trail.models import AuditEvent
from tests.marketplace.cast import DAY, END, REWARD, Town, kept, promised

NEXT_DAY = END + DAY
A_WEEK_LATER = END + timedelta(days=7)


def state_of(klus: Klus) -> str:
    return Klus.objects.get(id=klus.id).state


def test_a_klus_is_closed_on_the_day_after_its_last_moment_and_not_before(town: Town) -> None:
    klus = town.klus(moments=2)
    midnight = (END + DAY).replace(hour=0) + DAY

    assert close_past_klussen(now=midnight - timedelta(seconds=1)) == 0
    assert close_past_klussen(now=midnight) == 1
    assert close_past_klussen(now=midnight) == 0

    assert state_of(klus) == "closed"
    assert kept(klus) == promised(klus) == 0
    assert AuditEvent.objects.get(verb="close-klus").actor is None


def test_what_nobody_took_is_free_again_and_what_was_done_is_still_promised(town: Town) -> None:
    klus = town.klus(places=5)
    town.handed_in(klus)
    town.signed_up(klus, town.another())

    close_past_klussen(now=NEXT_DAY)

    assert kept(klus) == promised(klus) == 2 * REWARD


def test_who_forgot_to_say_so_can_be_ticked_off_for_a_week(town: Town) -> None:
    klus = town.klus()
    found = town.signed_up(klus)
    close_past_klussen(now=NEXT_DAY)

    assert mark_missed(now=A_WEEK_LATER - timedelta(seconds=1)) == 0
    check_in(sign_up_id=found.id, actor=town.organiser, now=A_WEEK_LATER - timedelta(seconds=1))

    assert mark_missed(now=A_WEEK_LATER) == 0
    assert kept(klus) == promised(klus) == REWARD


@pytest.mark.parametrize("is_closed", [True, False])
def test_who_never_came_is_marked_after_a_week_and_the_coins_go_back(
    town: Town, is_closed: bool
) -> None:
    klus = town.klus(places=2, moments=20)
    found = town.signed_up(klus)
    if is_closed:
        close_klus(klus_id=klus.id, actor=town.organiser, now=END)

    assert mark_missed(now=A_WEEK_LATER) == 1
    assert mark_missed(now=A_WEEK_LATER) == 0

    assert SignUp.objects.get(id=found.id).state == "no-show"
    assert kept(klus) == promised(klus)


def test_a_run_does_no_more_than_its_limit_and_the_next_goes_on(town: Town) -> None:
    klussen = [town.klus(places=2) for _ in range(3)]
    for klus in klussen:
        town.signed_up(klus)

    assert [close_past_klussen(now=A_WEEK_LATER, limit=2) for _ in range(3)] == [2, 1, 0]
    assert [mark_missed(now=A_WEEK_LATER, limit=2) for _ in range(3)] == [2, 1, 0]
    assert [kept(klus) for klus in klussen] == [0, 0, 0]


def test_one_that_is_refused_holds_up_no_other(town: Town, monkeypatch) -> None:
    first, second = town.klus(), town.klus()
    close_klus(klus_id=first.id, actor=town.organiser, now=END)
    monkeypatch.setattr("marketplace.queries.klussen_past", lambda now: Klus.objects.order_by("id"))

    assert close_past_klussen(now=NEXT_DAY) == 1
    assert state_of(second) == "closed"


def test_beat_sends_both_to_every_tenant(town: Town) -> None:
    from heitje.celery import app

    sent = {entry["args"][0] for entry in app.conf.beat_schedule.values() if "args" in entry}

    assert {tasks.close_past_klussen.name, tasks.mark_missed.name} <= sent
    assert (tasks.close_past_klussen(), tasks.mark_missed()) == (0, 0)

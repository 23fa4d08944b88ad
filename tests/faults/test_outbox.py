"""What happened is told at least once: later when a handler fails, by one worker, never lost."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from currency import tasks
from currency.models import Hold, Pot
from currency.services.holds import place_hold
from heitje.tasks import relay_outbox as relay_task
from tenants.models import Tenant
from tenants.trail import services as trail
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, Town, at_once, people_a_town

KIND = "test.happened"


class Listener:
    """Hears events; fails as often as it is told to, after it wrote something."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.failures = 0

    def __call__(self, facts: Mapping[str, object]) -> None:
        trail.audit(verb="heard", thing="test", thing_id=facts["number"], actor=None)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the listener fell over")
        self.heard.append(facts["number"])


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Hears of one kind of event for the length of a test."""
    found = Listener()
    trail.tells(KIND)(found)
    yield found
    trail._handlers.pop(KIND)


@pytest.fixture
def town(heerlen: Tenant) -> Iterator[Tenant]:
    """Heerlen's schema is current."""
    with schema_context(heerlen.schema_name):
        yield heerlen


def heard_by_the_audit() -> int:
    return AuditEvent.objects.filter(verb="heard").count()


@pytest.mark.usefixtures("town")
def test_an_event_whose_handler_fails_is_told_later_and_its_half_is_undone(
    listener: Listener,
) -> None:
    event = trail.tell(KIND, number=1)
    now, listener.failures = event.next_try_at, 2

    trail.relay_outbox(now=now)
    event.refresh_from_db()
    assert (event.told_at, event.attempts, event.last_error) == (None, 1, "RuntimeError")
    assert (listener.heard, heard_by_the_audit()) == ([], 0)
    assert trail.relay_outbox(now=now) == 0, "not before its time"
    trail.relay_outbox(now=now + timedelta(seconds=1))
    trail.relay_outbox(now=now + timedelta(seconds=9))

    event.refresh_from_db()
    assert (listener.heard, heard_by_the_audit(), event.attempts) == ([1], 1, 3)
    assert event.told_at is not None


@pytest.mark.usefixtures("town")
def test_one_bad_event_does_not_hold_up_the_others(listener: Listener) -> None:
    events = [trail.tell(KIND, number=number) for number in range(3)]
    listener.failures = 1

    trail.relay_outbox(now=events[-1].next_try_at)

    assert listener.heard == [1, 2]


@pytest.mark.usefixtures("town")
def test_a_worker_that_is_killed_in_a_handler_leaves_the_event_waiting(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = trail.tell(KIND, number=1)

    def killed(facts: Mapping[str, object]) -> None:
        raise SystemExit

    monkeypatch.setitem(trail._handlers, KIND, [killed])
    with pytest.raises(SystemExit):
        trail.relay_outbox(now=event.next_try_at)
    monkeypatch.undo()

    assert trail.relay_outbox(now=event.next_try_at) == 1
    assert listener.heard == [1]


@pytest.mark.usefixtures("town")
def test_an_event_that_never_works_stays_to_be_looked_at(listener: Listener) -> None:
    event, now = trail.tell(KIND, number=1), timezone.now()
    listener.failures = 100

    for _ in range(trail.GIVE_UP_AFTER + 5):
        now += timedelta(hours=2)
        trail.relay_outbox(now=now)

    event.refresh_from_db()
    assert (event.attempts, event.told_at) == (trail.GIVE_UP_AFTER, None)
    assert listener.failures == 100 - trail.GIVE_UP_AFTER


@pytest.mark.usefixtures("town")
def test_a_second_run_of_the_worker_tells_nothing_again(listener: Listener) -> None:
    trail.tell(KIND, number=1)

    assert (relay_task(), relay_task()) == (1, 0)
    assert listener.heard == [1]


@pytest.mark.usefixtures("town")
def test_a_run_is_bounded(listener: Listener) -> None:
    events = [trail.tell(KIND, number=number) for number in range(5)]

    assert trail.relay_outbox(now=events[-1].next_try_at, limit=2) == 2
    assert trail.relay_outbox(now=events[-1].next_try_at, limit=9) == 3


def test_workers_share_the_events_and_tell_each_once(
    committed: None, heerlen: Tenant, listener: Listener
) -> None:
    with schema_context(heerlen.schema_name):
        for number in range(12):
            trail.tell(KIND, number=number)
    meeting = threading.Barrier(3)

    def relay() -> int:
        with schema_context("heerlen"):
            meeting.wait(10)
            return trail.relay_outbox(now=timezone.now())

    told = at_once(relay, relay, relay)

    assert sum(map(int, told)) == 12  # type: ignore[call-overload]
    assert sorted(map(int, listener.heard)) == list(range(12))  # type: ignore[call-overload]


def test_a_rolled_back_change_is_never_told(
    committed: None, heerlen: Tenant, listener: Listener
) -> None:
    def change() -> None:
        with schema_context(heerlen.schema_name), trail.transaction.atomic():
            trail.tell(KIND, number=1)
            raise LookupError

    with pytest.raises(LookupError):
        change()
    with schema_context(heerlen.schema_name):
        assert not OutboxEvent.objects.filter(kind=KIND).exists()


def place(town: Town) -> Hold:
    """A hold whose term is over since long."""
    return place_hold(
        key=town.programme.party_id, account_id=town.account(town.programme.party, Pot.PROGRAMME),
        amount=100, at=NOW - timedelta(days=2), lapses_at=NOW - timedelta(days=1),
    )  # fmt: skip


def run_twice(task: Callable[[], int]) -> tuple[int, int]:
    return task(), task()


def test_lapsing_holds_twice_is_lapsing_them_once(heerlen: Tenant) -> None:
    town = people_a_town(heerlen)
    with town.here():
        hold = place(town)
        hold.lapses_at = timezone.now() - timedelta(minutes=1)
        hold.save()

        assert run_twice(tasks.lapse_holds) == (1, 0)
        hold.refresh_from_db()
        assert (hold.released, hold.state) == (100, Hold.State.CLOSED)

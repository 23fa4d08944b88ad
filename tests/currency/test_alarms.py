"""Watched figures: an alarm once at each crossing, told to those who answer for the euros."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from currency import queries
from currency.models import Alarm, Pot
from currency.services.alarms import watch_figures
from currency.services.programmes import deposit_cover
from tenants.people.services import add_person, grant_role
from tenants.trail.models import AuditEvent, OutboxEvent
from tests.cast import NOW, Town

DAY = timedelta(days=1)


@pytest.fixture
def finance(town: Town):
    person = add_person(email=f"{uuid4()}@town.example", name="Fien Janssen")
    grant_role(person=person, code="finance", actor=None)
    return person


def taken_from_cover(town: Town, cents: int) -> None:
    """Euros that were set aside go to a shop while its coins stay: what may never happen."""
    town.move(town.account(None, Pot.COVER), town.account(town.shop(), Pot.PAYABLE), cents)


def told() -> list[dict[str, object]]:
    return list(OutboxEvent.objects.filter(kind="alarm.raised").values_list("facts", flat=True))


def test_too_few_euros_raise_one_alarm_however_often_it_is_looked_at(town: Town, finance) -> None:
    taken_from_cover(town, 100_001)

    assert [watch_figures(now=NOW), watch_figures(now=NOW + DAY)] == [1, 0]

    alarm = queries.open_alarms().get()
    assert (alarm.kind, alarm.value, alarm.limit) == ("cover", 899_999, 900_000)
    assert told() == [{"alarm": alarm.id, "person": finance.id}]
    assert AuditEvent.objects.filter(verb="raise-alarm").count() == 1


def test_exactly_enough_is_enough(town: Town) -> None:
    taken_from_cover(town, 100_000)

    assert (queries.cover().percent, watch_figures(now=NOW)) == (100, 0)


def test_an_alarm_is_over_when_the_euros_are_back_and_new_at_the_next_crossing(town: Town) -> None:
    taken_from_cover(town, 100_001)
    watch_figures(now=NOW)

    deposit_cover(key=uuid4(), cents=1, actor=None, at=NOW)
    assert watch_figures(now=NOW + DAY) == 0
    assert not queries.open_alarms().exists()
    taken_from_cover(town, 1)

    assert watch_figures(now=NOW + 2 * DAY) == 1
    assert Alarm.objects.filter(kind="cover").count() == 2


@pytest.mark.parametrize(
    ("notice", "kinds"),
    [(1_000, []), (875, ["notice-near"]), (700, ["notice-near"]),
     (699, ["notice-due", "notice-near"])],
)  # fmt: skip
def test_the_notice_to_the_supervisor_warns_at_eighty_per_cent_and_above_the_sum(
    town: Town, settings, notice: int, kinds: list[str]
) -> None:
    settings.LIMITED_NETWORK_NOTICE = [(date(2020, 1, 1), notice)]
    town.pays(town.resident(2_000), town.asks(town.shop(), 700).code)

    watch_figures(now=timezone.now() + DAY)

    assert sorted(queries.open_alarms().values_list("kind", flat=True)) == kinds


def test_the_sum_that_holds_is_the_one_of_the_day(settings) -> None:
    settings.LIMITED_NETWORK_NOTICE = [(date(2019, 2, 19), 100), (date(2027, 1, 1), 300)]

    days = (date(2018, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [queries.notice_cents(day) for day in days] == [100, 100, 300]


def test_a_coin_of_less_than_a_euro_counts_for_what_it_is_worth(town: Town) -> None:
    town.tenant.coin_value_cents = 50
    town.tenant.save()
    with town.here():
        town.pays(town.resident(2_000), town.asks(town.shop(), 701).code)

        reading = {one.kind: one for one in queries.readings(timezone.now() + DAY)}["notice-near"]
        assert (reading.value, reading.percent) == (351, 0)
        assert reading.limit == 100_000_000


def test_a_balance_near_its_maximum_warns(town: Town) -> None:
    town.rules(pots={"maximum_balance": 5_000})
    town.resident(3_999)
    assert watch_figures(now=NOW) == 0

    town.resident(4_000)

    assert watch_figures(now=NOW) == 1
    assert queries.open_alarms().get().kind == "balance-near"

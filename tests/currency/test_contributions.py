"""A fixed contribution: on its days, once, by the same rules; skipped and told when refused."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency import errors, paying_errors
from currency.models import Contribution, PaymentRequest, Pot, Transfer
from currency.proof import verify_ledger
from currency.rules.rhythm import due_after
from currency.services.contributions import (
    end_contributions_to,
    pay_contributions,
    start_contribution,
    stop_contribution,
)
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.trail.models import OutboxEvent
from tests.cast import NOW, Town, at_once, people_a_town

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("starts_on", "rhythm", "days"),
    [
        (date(2027, 1, 31), "monthly", ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        (date(2027, 12, 31), "monthly", ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (date(2028, 2, 29), "monthly", ["2028-03-29", "2028-04-29"]),
        (date(2026, 11, 24), "monthly", ["2026-12-24", "2027-01-24"]),
        (date(2026, 12, 25), "weekly", ["2027-01-01", "2027-01-08"]),
    ],
)
def test_the_days_of_a_rhythm(starts_on: date, rhythm: str, days: list[str]) -> None:
    day = starts_on

    for expected in days:
        day = due_after(day, starts_on=starts_on, rhythm=rhythm)
        assert day.isoformat() == expected
    assert (
        due_after(starts_on - timedelta(days=400), starts_on=starts_on, rhythm=rhythm) == starts_on
    )


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2_000),
    st.sampled_from(["weekly", "monthly"]),
)  # fmt: skip
def test_the_next_day_is_later_and_no_day_lies_between(
    starts_on: date, later: int, rhythm: str
) -> None:
    day = starts_on + timedelta(days=later)

    following = due_after(day, starts_on=starts_on, rhythm=rhythm)

    assert day < following <= day + timedelta(days=31)
    if following - day > timedelta(days=1):
        between = following - timedelta(days=1)
        assert due_after(between, starts_on=starts_on, rhythm=rhythm) == following


def starts(payer: Party, payee: Party, amount: int = 200, **more) -> Contribution:
    terms = {
        "key": uuid4(), "rhythm": "monthly", "starts_on": TODAY, "ends_on": None, "at": NOW,
        "description": "Buurtclub", **more,
    }  # fmt: skip
    return start_contribution(payer=payer, payee=payee, amount=amount, **terms)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=AMSTERDAM)


def test_it_pays_on_its_days_until_it_ends(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    made = starts(samira, shop, ends_on=date(2027, 1, 24))

    paid = [pay_contributions(now=at(TODAY + timedelta(days=day))) for day in range(100)]

    made.refresh_from_db()
    assert [day for day, number in enumerate(paid) if number] == [0, 30, 61]
    assert (made.next_on, made.stopped_at, made.missed) == (None, None, 0)
    assert (town.balance(samira), town.balance(shop, Pot.MERCHANT)) == (400, 600)
    asked = PaymentRequest.objects.all()
    assert {(one.payer, one.description, one.state) for one in asked} == {
        (samira, "Buurtclub", "paid")
    }
    assert set(Transfer.objects.filter(actor=samira.id).values_list("kind", flat=True)) == {
        Transfer.Kind.PAYMENT
    }


def test_a_day_is_paid_once_however_often_the_job_runs(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    made = starts(samira, shop)

    assert [pay_contributions(now=NOW) for _ in range(3)] == [1, 0, 0]
    # As if the job was cut off before it wrote down that the day was done.
    Contribution.objects.filter(id=made.id).update(next_on=TODAY)
    pay_contributions(now=NOW)

    assert town.balance(samira) == 800
    assert PaymentRequest.objects.count() == 1


def test_what_fell_due_meanwhile_is_paid_one_day_a_run(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    starts(samira, shop, rhythm="weekly")
    later = at(TODAY + timedelta(days=15))

    assert [pay_contributions(now=later) for _ in range(5)] == [1, 1, 1, 0, 0]
    assert town.balance(samira) == 400


def test_a_refused_day_is_skipped_and_told_and_three_in_a_row_stop_it(town: Town) -> None:
    samira, shop = town.resident(200), town.shop()
    made = starts(samira, shop, rhythm="weekly")
    weeks = [at(TODAY + timedelta(days=7 * week)) for week in range(8)]

    pay_contributions(now=weeks[0])
    pay_contributions(now=weeks[1])
    town.give(samira, 200)
    pay_contributions(now=weeks[2])
    for week in weeks[3:]:
        pay_contributions(now=week)

    made.refresh_from_db()
    assert (made.missed, made.next_on, made.stopped_at) == (3, None, weeks[5])
    told = OutboxEvent.objects.filter(kind__startswith="contribution.").order_by("id")
    assert [(event.kind, event.facts["reason"]) for event in told] == [
        ("contribution.missed", "insufficient-balance"),
        ("contribution.missed", "insufficient-balance"),
        ("contribution.missed", "insufficient-balance"),
        ("contribution.ended", "insufficient-balance"),
    ]
    assert PaymentRequest.objects.exclude(state="paid").count() == 0
    assert town.balance(shop, Pot.MERCHANT) == 400


def test_the_rules_of_the_day_judge_it(town: Town) -> None:
    town.rules(paying={"resident_to_resident": True})
    samira, piet = town.resident(1_000), town.resident()
    starts(samira, piet, rhythm="weekly")
    pay_contributions(now=NOW)

    town.rules()
    pay_contributions(now=at(TODAY + timedelta(days=7)))

    assert town.balance(piet) == 200
    event = OutboxEvent.objects.get(kind="contribution.missed")
    assert event.facts["reason"] == "residents-may-not-pay-each-other"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"amount": 0}, errors.AmountNotPositive),
        ({"amount": 15_001}, errors.AmountTooLarge),
        ({"starts_on": TODAY - timedelta(days=1)}, paying_errors.ContributionDayPast),
        ({"ends_on": TODAY - timedelta(days=1)}, errors.PeriodInvalid),
    ],
)
def test_terms_that_cannot_be_are_refused(town: Town, more: dict, refusal: type) -> None:
    with pytest.raises(refusal):
        starts(town.resident(), town.shop(), **more)
    assert not Contribution.objects.exists()


def test_to_whom_one_may_not_pay_one_may_not_contribute(town: Town) -> None:
    samira = town.resident()

    with pytest.raises(paying_errors.ResidentsMayNotPayEachOther):
        starts(samira, town.resident())
    with pytest.raises(paying_errors.PayingYourself):
        starts(samira, samira)
    with pytest.raises(paying_errors.MayNotPay):
        starts(samira, town.programme.party)


def test_one_key_starts_once_and_one_payee_has_one(town: Town) -> None:
    samira, shop, key = town.resident(), town.shop(), uuid4()

    first = starts(samira, shop, key=key)
    assert starts(samira, shop, key=key) == first
    with pytest.raises(errors.KeyReused):
        starts(samira, shop, 201, key=key)
    with pytest.raises(paying_errors.ContributionExists):
        starts(samira, shop)
    stop_contribution(contribution_id=first.id, payer=samira, at=NOW)
    assert starts(samira, shop).id != first.id


def test_it_stops_when_its_payer_says_so_and_for_nobody_else(town: Town) -> None:
    samira, shop = town.resident(1_000), town.shop()
    made = starts(samira, shop)

    with pytest.raises(paying_errors.ContributionUnknown):
        stop_contribution(contribution_id=made.id, payer=town.resident(), at=NOW)
    for _ in range(2):
        assert stop_contribution(contribution_id=made.id, payer=samira, at=NOW).next_on is None
    assert pay_contributions(now=NOW) == 0


def test_a_payee_that_is_gone_is_paid_no_more_and_payers_are_told(town: Town) -> None:
    shop, other = town.shop(), town.shop()
    for payee in (shop, shop, other):
        starts(town.resident(1_000), payee)

    assert [end_contributions_to(payee=shop, at=NOW) for _ in range(2)] == [2, 0]

    assert OutboxEvent.objects.filter(kind="contribution.ended").count() == 2
    assert pay_contributions(now=NOW) == 1


def test_jobs_at_once_pay_a_day_once(committed: None, heerlen: Tenant) -> None:
    town = people_a_town(heerlen)
    samira, shop = town.resident(1_000), town.shop()
    with town.here():
        starts(samira, shop)

    def run() -> int:
        with town.here():
            return pay_contributions(now=NOW)

    answers = at_once(*[run] * 4)

    assert sum(int(str(answer)) for answer in answers) == 1
    assert town.balance(samira) == 800
    assert verify_ledger("heerlen") == []

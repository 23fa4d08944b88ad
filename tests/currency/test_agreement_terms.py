"""What an agreement allows: from its first day to its last, until it is stopped, up to caps."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from currency import errors
from currency.models import Transfer
from currency.services import payments_abroad
from tenants.models import Agreement
from tenants.services.agreements import suspend_agreement
from tests.cast import NOW, Town, agree

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def visits(town: Town, abroad: Town):
    """Somebody of the town pays at a shop in the other one."""
    samira, shop = town.resident(50_000), abroad.shop()

    def visiting(amount: int, at: datetime = NOW) -> int:
        return town.pays(samira, abroad.asks(shop, amount, at=at).code, at=at).paid

    return visiting


def test_it_begins_on_its_first_day(town: Town, abroad: Town, visits) -> None:
    agree(town, abroad, starts_on=TODAY + DAY, ends_on=TODAY + 30 * DAY)

    with pytest.raises(errors.CoinsNotAccepted):
        visits(100)
    assert visits(100, at=NOW + DAY) == 100


def test_it_ends_after_its_last_day(town: Town, abroad: Town, visits) -> None:
    agree(town, abroad, starts_on=date(2026, 1, 1), ends_on=TODAY)

    assert visits(100) == 100
    with pytest.raises(errors.AgreementEnded) as refused:
        visits(100, at=NOW + DAY)
    assert refused.value.facts == {"ends_on": "2026-11-24"}


def test_it_is_in_force_by_the_word_of_both_and_not_before(
    town: Town, abroad: Town, visits
) -> None:
    made = agree(town, abroad)
    Agreement.objects.filter(id=made.id).update(
        state=Agreement.State.PROPOSED, acceptor_approved_by=None
    )

    with pytest.raises(errors.CoinsNotAccepted):
        visits(100)


def test_it_lies_still_when_one_of_them_stops_it(town: Town, abroad: Town, visits) -> None:
    made = agree(town, abroad)
    visits(100)
    suspend_agreement(agreement_id=made.id, tenant=abroad.tenant, actor=uuid4(), reason="Stop")

    with pytest.raises(errors.AgreementSuspended):
        visits(100)
    assert Agreement.objects.get().used == 100


def test_stopped_after_it_was_read_it_is_refused_by_the_database_in_whole(
    town: Town, abroad: Town, visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = agree(town, abroad)
    monkeypatch.setattr(payments_abroad, "latest_agreement", lambda **sides: made)
    suspend_agreement(agreement_id=made.id, tenant=abroad.tenant, actor=uuid4(), reason="Stop")

    with pytest.raises(errors.AgreementSuspended):
        visits(100)
    for side in (town, abroad):
        with side.here():
            assert not Transfer.objects.filter(kind__endswith="abroad").exists()


def test_one_payment_is_at_most_its_cap(town: Town, abroad: Town, visits) -> None:
    agree(town, abroad, cap_payment=1_000)

    assert visits(1_000) == 1_000
    with pytest.raises(errors.AgreementPaymentTooLarge) as refused:
        visits(1_001)
    assert refused.value.facts == {"amount": 1_001, "maximum": 1_000}


def test_all_payments_together_are_at_most_its_cap(town: Town, abroad: Town, visits) -> None:
    agree(town, abroad, cap_payment=1_000, cap_outstanding=1_500)
    visits(900)

    with pytest.raises(errors.AgreementCapReached) as refused:
        visits(601)
    assert refused.value.facts == {"amount": 601, "room": 600}
    assert visits(600) == 600
    with pytest.raises(errors.AgreementCapReached):
        visits(1)


def test_caps_are_in_the_coin_of_the_payer(town: Town, abroad: Town, visits) -> None:
    agree(town, abroad, rate=(1, 2), cap_payment=1_000, cap_outstanding=1_000)

    with pytest.raises(errors.AgreementPaymentTooLarge):
        visits(501)
    assert visits(500) == 1_000


def test_a_cap_reached_after_it_was_read_is_refused_with_the_room_of_now(
    town: Town, abroad: Town, visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_before = agree(town, abroad, cap_payment=1_000, cap_outstanding=1_000)
    Agreement.objects.filter(id=read_before.id).update(used=990)
    now = Agreement.objects.get(id=read_before.id)
    answers = iter([read_before])
    monkeypatch.setattr(payments_abroad, "latest_agreement", lambda **sides: next(answers, now))

    with pytest.raises(errors.AgreementCapReached) as refused:
        visits(11)
    assert refused.value.facts == {"amount": 11, "room": 10}
    assert Agreement.objects.get().used == 990


def test_the_function_refuses_an_agreement_that_is_not_there(town: Town) -> None:
    with pytest.raises(DatabaseError, match="agreement-suspended"), connection.cursor() as cursor:
        cursor.execute("SELECT public.use_agreement(999999, 1)")

"""Programmes and cover: no coin without its euros."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from currency import errors, queries
from currency.issuing_errors import ProgrammeCapReached, ProgrammeNotRunning
from currency.models import Pot, Programme, Transfer
from currency.services.holds import place_hold
from currency.services.programmes import create_programme, deposit_cover, fund_programme
from currency.services.reversals import reverse_transfer
from tenants.trail.models import AuditEvent
from tests.cast import NOW, SOMEBODY, Town, agree

TODAY = localdate(NOW)


def fund(programme: Programme, amount: int, key=None) -> Transfer:
    return fund_programme(
        key=key or uuid4(), programme=programme, amount=amount, actor=SOMEBODY, at=NOW
    )


def test_a_programme_begins_empty(town: Town) -> None:
    made = budget("Groen")

    assert town.balance(made.party, Pot.PROGRAMME) == 0
    assert AuditEvent.objects.filter(verb="create-programme", thing_id=str(made.id)).exists()


def budget(name: str, until: date = date(2026, 7, 1)) -> Programme:
    """A programme from the first of January."""
    return create_programme(
        name=name, starts_on=date(2026, 1, 1), ends_on=until, neighbourhood=None, actor=SOMEBODY
    )


def test_a_programme_that_is_made_twice_is_one_and_a_name_means_one(town: Town) -> None:
    made = budget("Groen")

    assert budget(" Groen ") == made
    with pytest.raises(errors.ProgrammeExists):
        budget("Groen", until=date(2026, 8, 1))


def test_a_programme_ends_after_it_began(town: Town) -> None:
    with pytest.raises(errors.PeriodInvalid):
        budget("Groen", until=date(2026, 1, 1))
    assert budget("Groen", until=date(2026, 1, 2)).ends_on == date(2026, 1, 2)


def test_coins_are_issued_up_to_the_cover_exactly(town: Town) -> None:
    with pytest.raises(errors.CoverTooSmall) as refused:
        fund(town.programme, 100_001)
    fund(town.programme, 100_000)
    with pytest.raises(errors.CoverTooSmall):
        fund(town.programme, 1)

    assert refused.value.facts == {"amount": 100_001, "room": 100_000}
    assert queries.cover().percent == 100


def test_the_same_key_issues_once_also_when_there_is_no_room_left(town: Town) -> None:
    key = uuid4()

    first = fund(town.programme, 100_000, key)

    assert fund(town.programme, 100_000, key) == first
    assert AuditEvent.objects.filter(verb="fund-programme").count() == 2
    with pytest.raises(errors.KeyReused):
        fund(town.programme, 99_999, key)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_neither_issued_nor_deposited(town: Town, amount: int) -> None:
    with pytest.raises(errors.AmountNotPositive):
        fund(town.programme, amount)
    with pytest.raises(errors.AmountNotPositive):
        deposit_cover(key=uuid4(), cents=amount, actor=SOMEBODY, at=NOW)


def test_a_deposit_is_cover_once_a_key(town: Town) -> None:
    key = uuid4()
    for _ in range(2):
        deposit_cover(key=key, cents=5_000, actor=None, at=NOW)

    assert town.balance(None, Pot.COVER) == 1_005_000
    assert town.balance(None, Pot.BANK) == -1_005_000


def test_a_coin_of_another_value_needs_its_own_cover(town: Town) -> None:
    town.tenant.coin_value_cents = 50
    town.tenant.save()

    with town.here():
        cover = queries.cover()
        assert (cover.needed, cover.room, cover.percent) == (450_000, 1_100_000, 222)


def test_cover_is_for_every_coin_wherever_it_is(town: Town) -> None:
    samira, shop = town.resident(2_000), town.shop()
    town.give(samira, 500, Pot.GIFT)
    town.pays(samira, town.asks(shop, 700).code)
    before = queries.cover()
    town.move(town.account(shop, Pot.MERCHANT), town.account(None, Pot.REDEEMED), 700)
    town.move(town.account(None, Pot.COVER), town.account(shop, Pot.PAYABLE), 700)
    after = queries.cover()

    assert (before.coins, before.euros, before.room) == (900_000, 1_000_000, 100_000)
    assert (after.coins, after.euros, after.room) == (899_300, 999_300, 100_000)


def test_coins_in_another_town_stay_covered_here_and_are_owed_there(
    town: Town, abroad: Town
) -> None:
    agree(town, abroad)
    town.pays(town.resident(1_000), abroad.asks(abroad.shop(), 800).code)

    here = queries.cover()
    with abroad.here():
        there = queries.cover()

    assert (here.coins, here.owed_by_others, here.room) == (900_000, 0, 100_000)
    assert (there.coins, there.owed_by_others, there.room) == (900_800, 800, 100_000)


def test_a_budget_tells_what_was_given_spent_and_reserved(town: Town) -> None:
    town.resident(2_000)
    budget = town.account(town.programme.party, Pot.PROGRAMME)
    place_hold(key=uuid4(), account_id=budget, amount=500, at=NOW)

    (found,) = queries.budgets()

    assert (found.funded, found.spent, found.reserved, found.free) == (900_000, 2_000, 500, 897_500)


def capped(cap: int | None, until: date = date(2027, 1, 1)) -> Programme:
    return create_programme(
        name="Met een grens", starts_on=date(2026, 1, 1), ends_on=until, neighbourhood=None,
        actor=SOMEBODY, cap=cap,
    )  # fmt: skip


def test_a_programme_never_gets_more_than_its_cap_however_it_is_given(town: Town) -> None:
    programme = capped(1_000)
    fund(programme, 600)

    with pytest.raises(ProgrammeCapReached) as refused:
        fund(programme, 401)
    fund(programme, 400)

    assert refused.value.facts == {"amount": 401, "room": 400}
    assert queries.ever_given(programme) == 1_000
    with pytest.raises(ProgrammeCapReached):
        fund(programme, 1)


def test_the_same_funding_again_passes_a_cap_that_is_reached(town: Town) -> None:
    programme, key = capped(1_000), uuid4()
    assert fund(programme, 1_000, key) == fund(programme, 1_000, key)


def test_funding_that_was_undone_leaves_its_room(town: Town) -> None:
    programme = capped(1_000)
    made = fund(programme, 1_000)
    reverse_transfer(transfer_id=made.id, reason="verkeerd", actor=SOMEBODY, at=NOW)

    fund(programme, 1_000)

    (found,) = [one for one in queries.budgets() if one.programme == programme]
    assert (found.funded, found.spent, found.free) == (1_000, 0, 1_000)


@pytest.mark.parametrize("cap", [0, -1])
def test_a_cap_is_something(town: Town, cap: int) -> None:
    with pytest.raises(errors.AmountNotPositive):
        capped(cap)


def test_a_budget_with_another_cap_is_another_budget(town: Town) -> None:
    capped(1_000)
    with pytest.raises(errors.ProgrammeExists):
        capped(2_000)


def test_nothing_is_issued_into_a_programme_that_is_over(town: Town) -> None:
    with pytest.raises(ProgrammeNotRunning):
        fund(capped(None, until=TODAY - timedelta(days=1)), 1)
    fund(budget("Loopt nog", until=TODAY), 1)

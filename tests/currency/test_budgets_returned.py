"""A budget whose period is over rewards nothing new; what is left goes back, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from currency import queries
from currency.models import Account, Pot, Programme, Transfer
from currency.proof import verify_ledger
from currency.services.budgets import return_budgets
from currency.services.holds import place_hold, release_hold
from currency.services.programmes import fund_programme
from tenants.models import Tenant
from tenants.trail.models import AuditEvent
from tests.cast import NOW, SOMEBODY, Town, at_once, people_a_town, refusals_in

DAY = timedelta(days=1)
TWO_DAYS_AGO = NOW - 2 * DAY


def over(town: Town) -> None:
    """Yesterday was the programme's last day."""
    Programme.objects.update(ends_on=localdate(NOW) - DAY)


def held(town: Town, amount: int):
    account = town.account(town.programme.party, Pot.PROGRAMME)
    return place_hold(key=uuid4(), account_id=account, amount=amount, at=NOW)


def test_what_no_klus_keeps_goes_back_to_where_coins_come_from(town: Town) -> None:
    town.resident(2_000)
    held(town, 500)
    over(town)

    assert return_budgets(now=NOW) == 1

    assert town.balance(town.programme.party, Pot.PROGRAMME) == 500
    assert town.balance(None, Pot.ISSUED) == -2_500
    assert Transfer.objects.get(kind="budget-returned").entries.count() == 2
    assert AuditEvent.objects.get(verb="return-budget").facts == {"amount": 897_500}
    assert (queries.cover().coins, queries.cover().room) == (2_500, 997_500)
    (found,) = queries.budgets()
    assert (found.funded, found.spent, found.reserved, found.free) == (2_500, 2_000, 500, 0)
    assert verify_ledger("heerlen") == []


def test_returning_twice_returns_once_and_later_what_was_given_back_since(town: Town) -> None:
    hold = held(town, 500)
    over(town)

    assert [return_budgets(now=NOW), return_budgets(now=NOW)] == [1, 0]
    release_hold(hold_id=hold.id)
    assert [return_budgets(now=NOW), return_budgets(now=NOW)] == [1, 0]

    assert town.balance(town.programme.party, Pot.PROGRAMME) == 0


def test_on_its_last_day_a_budget_keeps_what_it_has(town: Town) -> None:
    Programme.objects.update(ends_on=localdate(NOW))

    assert return_budgets(now=NOW) == 0


@pytest.mark.parametrize("tasks", [4])
def test_returning_while_others_give_and_hold_takes_nothing_twice(
    committed: None, heerlen: Tenant, tasks: int
) -> None:
    town = people_a_town(heerlen)
    with town.here():
        over(town)
        budget = town.account(town.programme.party, Pot.PROGRAMME)

    def give_back() -> int:
        with town.here():
            return return_budgets(now=NOW)

    def hold() -> object:
        with town.here():
            return place_hold(key=uuid4(), account_id=budget, amount=300_000, at=NOW)

    def fund() -> object:
        with town.here():
            return fund_programme(
                key=uuid4(),
                programme=town.programme,
                amount=1_000,
                actor=SOMEBODY,
                at=NOW - 2 * DAY,
            )

    answers = at_once(*[give_back] * tasks, hold, fund)

    assert set(refusals_in(answers)) <= {"insufficient-balance"}
    with town.here():
        account = Account.objects.get(id=budget)
    assert account.available in (0, 1_000)
    assert verify_ledger("heerlen") == []

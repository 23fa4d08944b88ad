"""Random weeks of earning, paying and holding, night by night: the ledger beside explicit lots."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.models import Account, Pot
from currency.proof import verify_ledger
from currency.rules.document import Expiry
from currency.rules.expiry import last_day
from currency.services.expiry import expire_coins
from currency.services.expiry_notices import tell_of_expiry
from currency.services.holds import place_hold, release_hold
from tenants.models import Tenant
from tenants.schema import look_at
from tests.cast import NOW, Town, judge_now, people_a_town

# Over the nights the clock goes forward and a leap day.
BEGAN = date(2028, 1, 28)
TERM = Expiry(kind="months", months=1)
ON_A_DAY = Expiry(kind="date", on=date(2028, 3, 26))
acts = st.lists(
    st.tuples(
        st.integers(0, 58), st.sampled_from(["receive", "pay", "hold", "release"]),
        st.integers(1, 900),
    ),
    max_size=14,
)  # fmt: skip


@pytest.fixture
def town(heerlen: Tenant) -> Town:
    """Heerlen; its schema is current."""
    look_at(heerlen)
    return people_a_town(heerlen)


class Purse:
    """Somebody's coins, each receipt with its own day; what goes comes out of the oldest."""

    def __init__(self) -> None:
        self.lots: list[tuple[date, int]] = []
        self.held = 0
        self.expired = 0

    @property
    def free(self) -> int:
        return sum(left for _, left in self.lots) - self.held

    def take(self, amount: int) -> None:
        while amount:
            day, left = self.lots.pop(0)
            if left > amount:
                self.lots.insert(0, (day, left - amount))
            amount -= min(left, amount)

    def expire(self, expiry: Expiry, day: date) -> None:
        old = sum(left for came, left in self.lots if (last_day(expiry, came) or date.max) <= day)
        taken = max(0, min(old, self.free))
        self.take(taken)
        self.expired += taken


class Resident:
    """The same in the ledger."""

    def __init__(self, town: Town) -> None:
        self.town, self.account = town, town.account(town.resident(), Pot.EARNED)
        self.budget = town.account(town.programme.party, Pot.PROGRAMME)
        self.holds: list[int] = []

    def act(self, act: str, amount: int, at: datetime, purse: Purse) -> None:
        if act == "receive":
            self.town.move(self.budget, self.account, amount, at=at)
            purse.lots.append((at.date(), amount))
        elif act == "release" and self.holds:
            purse.held -= release_hold(hold_id=self.holds.pop()).amount
        elif act == "pay" and (amount := min(amount, purse.free)) > 0:
            self.town.move(self.account, self.budget, amount, at=at)
            purse.take(amount)
        elif act == "hold" and (amount := min(amount, purse.free)) > 0:
            hold = place_hold(key=uuid4(), account_id=self.account, amount=amount, at=at)
            self.holds.append(hold.id)
            purse.held += amount


@pytest.mark.slow
@pytest.mark.parametrize("expiry", [TERM, ON_A_DAY])
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts)
def test_each_night_takes_what_explicit_lots_would_lose(town: Town, expiry: Expiry, acts) -> None:
    town.rules(pots={"earned": {"expiry": expiry.model_dump(mode="json")}})
    resident, purse = Resident(town), Purse()
    # A pot with a fixed day gives latecomers a week more, so nothing comes in that late here.
    late = 58 if expiry is TERM else 48
    for number in range(95):
        day = BEGAN + timedelta(days=number)
        morning = datetime.combine(day, time(9), tzinfo=NOW.tzinfo)
        tell_of_expiry(now=morning)
        for _, act, amount in (one for one in acts if one[0] == number):
            if act != "receive" or number <= late:
                resident.act(act, amount, morning + timedelta(hours=3), purse)
        expire_coins(now=datetime.combine(day + timedelta(days=1), time(1), tzinfo=NOW.tzinfo))
        purse.expire(expiry, day)
        row = Account.objects.get(id=resident.account)
        assert (row.balance, row.held) == (purse.free + purse.held, purse.held)
    judge_now()
    assert verify_ledger("heerlen") == []

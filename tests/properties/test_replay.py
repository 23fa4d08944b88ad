"""History made under a version, replayed under that version, differs in nothing.

Whatever residents earned, got, paid, gave each other and got back: a limit that the services did
not stop is no limit to the replay either.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from currency.models import Pot
from currency.replay import replay
from currency.rules.document import Rules
from tenants.errors import Refusal
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.schema import look_at
from tests.cast import NOW, Town, people_a_town
from tests.currency.replay_cast import pays, reversed_, rewarded

HOURS = st.integers(0, 30)
PEOPLE = st.integers(0, 1)
AMOUNTS = st.integers(1, 1_300)
acts = st.one_of(
    st.tuples(st.just("pay"), PEOPLE, AMOUNTS, HOURS),
    st.tuples(st.just("pay"), PEOPLE, AMOUNTS, HOURS),
    st.tuples(st.just("earn"), PEOPLE, AMOUNTS, HOURS),
    st.tuples(st.just("undo"), PEOPLE, st.integers(0, 5), HOURS),
)
pots = st.fixed_dictionaries(
    {},
    optional={
        "maximum_payment": st.integers(200, 600),
        "maximum_per_day": st.integers(600, 900),
        "maximum_per_month": st.integers(900, 1_500),
        "categories": st.just(["food"]),
    },
)
documents = st.fixed_dictionaries(
    {
        "payments": st.fixed_dictionaries(
            {"maximum": st.integers(500, 1_200), "maximum_per_day": st.integers(1_200, 2_000)},
            optional={"maximum_per_month": st.integers(2_000, 4_000)},
        ),
        "pots": st.fixed_dictionaries(
            {
                "order": st.sampled_from([["gift", "earned"], ["earned", "gift"]]),
                "maximum_balance": st.integers(5_000, 6_000),
                "gift": pots,
                "earned": pots,
            }
        ),
        "rewards": st.just({"minimum": 1, "maximum": 1_300}),
        # These are judged where somebody signs up, before there is a transfer.
        "volunteers": st.just({"applies": False}),
    }
)


@pytest.fixture
def town(heerlen: Tenant) -> Town:
    """Heerlen; its schema is current."""
    look_at(heerlen)
    return people_a_town(heerlen)


class History:
    """Two residents and two kinds of shop, and everything that was done to them."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.now = NOW - timedelta(days=20)
        self.people = [town.resident(2_000), town.resident(2_000)]
        for party in self.people:
            town.give(party, 1_500, Pot.GIFT)
        self.shops = [self._shop("food"), self._shop("books")]
        self.done: list[int] = []

    def _shop(self, category: str) -> Party:
        shop = self.town.shop()
        shop.category = category
        shop.save()
        return shop

    def act(self, act: tuple[str, int, int, int]) -> None:
        """What was asked, unless a rule said no: then nothing happened."""
        name, who, number, hours = act
        self.now += timedelta(hours=hours)
        try:
            with transaction.atomic():
                self._does(name, self.people[who], number, self.now)
        except Refusal:
            return

    def _does(self, name: str, who: Party, number: int, at: datetime) -> None:
        if name == "pay":
            paid = pays(self.town, who, self.shops[number % 2], number, at)
            self.done.append(paid.transfer_id)
        elif name == "earn":
            self.done.append(rewarded(self.town, who, number, at).id)
        elif self.done:
            reversed_(self.town, self.done[number % len(self.done)], at)


@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(document=documents, steps=st.lists(acts, min_size=5, max_size=25))
def test_the_rules_that_held_change_nothing(
    town: Town, document: dict[str, Any], steps: list[tuple[str, int, int, int]]
) -> None:
    before = transaction.savepoint()
    rules = Rules.model_validate(document)
    town.rules(**document)
    history = History(town)
    for step in steps:
        history.act(step)

    with town.here():
        report = replay(rules, 3, now=NOW + timedelta(days=60))

    assert report.transfers
    assert not report.differences, report.differences
    transaction.savepoint_rollback(before)

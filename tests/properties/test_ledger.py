"""Whatever two towns do in whatever order: the ledger says what plain arithmetic says.

The house plays against `tests.properties.books`; after every step all books must agree, every
unit sums to zero, nobody is below the floor and the proof finds nothing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from currency.models import Account, Hold, Pot, Transfer
from currency.models import Counter as LimitCounter
from currency.proof import verify_ledger
from currency.services.holds import place_hold, release_hold
from currency.services.payments import pay
from currency.services.posting import Leg
from currency.services.programmes import fund_programme
from currency.services.refunds import refund
from currency.services.requests import cancel_request
from currency.services.reversals import reverse_transfer
from currency.services.reward_runs import RewardShare, reward_many
from currency.services.rewards import reward
from tenants.errors import Refusal
from tenants.models import Agreement, Tenant
from tenants.people.models import Party
from tests.cast import NOW, SOMEBODY, Town, agree, people_a_town
from tests.properties import books
from tests.properties.books import Asked, Books

towns = st.integers(0, 1)
people = st.integers(0, 1)
amounts = st.integers(1, 1_100)
latest = st.integers(1, 4)  # one of the last few: they are still worth something
PASSES = (timedelta(seconds=20), timedelta(seconds=90), timedelta(minutes=5), timedelta(days=1))


class Ledger(RuleBasedStateMachine):
    """Two towns with two residents and two shops each, and everything that can happen to coins."""

    towns: list[Town]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.books, self.now = Books(), NOW
        self.residents = [[self.begins(town) for _ in range(2)] for town in self.towns]
        self.shops = [[town.shop("Een"), town.shop("Twee")] for town in self.towns]
        self.holds: list[list[Hold]] = [[], []]
        self.requests: list[UUID] = []
        self.done: list[tuple[Callable[[], object], object]] = []

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def begins(self, town: Town) -> Party:
        party = town.resident(books.EARNED)
        town.give(party, books.GIFT, Pot.GIFT)
        return party

    def nearly_last(self, things: Sequence[object], which: int) -> int:
        """The position of the last one, or the one before that…"""
        return max(0, len(things) - which)

    def does(self, town: int, expected: str, act: Callable[[], object]) -> object:
        """The act meets the refusal the model foretold, or none; it may be done again later."""
        met, answer = "", None
        try:
            with transaction.atomic(), self.towns[town].here():
                answer = act()
        except Refusal as refusal:
            met = refusal.code
        assert met == expected
        if not met:
            self.done.append((lambda: self.does(town, "", act), answer))
        return answer

    def posts(self, town: int, expected: str, source: tuple[Party | None, Pot],
              target: tuple[Party | None, Pot], amount: int) -> None:  # fmt: skip
        """A movement of two legs under a key of its own."""
        one, key = self.towns[town], uuid4()
        legs = (Leg(one.account(*source), -amount), Leg(one.account(*target), amount))
        self.does(town, expected, lambda: one.post(key=key, kind=Transfer.Kind.GIFT, legs=legs))

    @rule(town=towns, amount=st.integers(1, 120_000))
    def fund(self, town: int, amount: int) -> None:
        expected, key = self.books.towns[town].fund(amount), uuid4()
        programme = self.towns[town].programme
        self.does(town, expected, lambda: fund_programme(
            key=key, programme=programme, amount=amount, actor=SOMEBODY, at=NOW))  # fmt: skip

    @rule(town=towns, amount=st.one_of(amounts, amounts, st.just(900_000)))
    def hold(self, town: int, amount: int) -> None:
        expected, key = self.books.towns[town].hold(amount), uuid4()
        budget = self.towns[town].account(self.towns[town].programme.party, Pot.PROGRAMME)
        made = self.does(town, expected, lambda: place_hold(
            key=key, account_id=budget, amount=amount, at=NOW))  # fmt: skip
        if isinstance(made, Hold):
            self.holds[town].append(made)

    @precondition(lambda self: all(self.holds))
    @rule(town=towns, which=latest, resident=people, amount=amounts)
    def reward(self, town: int, which: int, resident: int, amount: int) -> None:
        which, key = self.nearly_last(self.holds[town], which), uuid4()
        expected = self.books.towns[town].reward(which, resident, amount)
        hold, party = self.holds[town][which], self.residents[town][resident]
        self.does(town, expected, lambda: reward(
            key=key, hold=hold, resident=party, amount=amount, actor=SOMEBODY, at=NOW))  # fmt: skip

    @precondition(lambda self: all(self.holds))
    @rule(town=towns, which=latest, of_each=st.tuples(amounts, amounts))
    def reward_run(self, town: int, which: int, of_each: tuple[int, int]) -> None:
        which = self.nearly_last(self.holds[town], which)
        expected = self.books.towns[town].reward_run(which, list(of_each))
        hold, parties = self.holds[town][which], self.residents[town]
        shares = [RewardShare(uuid4(), party.id, amount)
                  for party, amount in zip(parties, of_each, strict=True)]  # fmt: skip
        self.does(town, expected, lambda: reward_many(
            hold=hold, shares=shares, actor=SOMEBODY, at=NOW))  # fmt: skip

    @precondition(lambda self: all(self.holds))
    @rule(town=towns, which=latest)
    def release(self, town: int, which: int) -> None:
        which = self.nearly_last(self.holds[town], which)
        self.books.towns[town].holds[which] = 0
        with self.towns[town].here():
            release_hold(hold_id=self.holds[town][which].id)

    @rule(town=towns, resident=people, amount=st.integers(1, 3_000), is_gift=st.booleans())
    def give(self, town: int, resident: int, amount: int, is_gift: bool) -> None:
        book = self.books.towns[town]
        expected = "insufficient-balance" if amount > book.free else ""
        if not expected:
            book.budget -= amount
            purse = book.purses[resident]
            setattr(purse, "gift" if is_gift else "earned",
                    (purse.gift if is_gift else purse.earned) + amount)  # fmt: skip
        self.posts(town, expected, (self.towns[town].programme.party, Pot.PROGRAMME),
                   (self.residents[town][resident], Pot.GIFT if is_gift else Pot.EARNED),
                   amount)  # fmt: skip

    @rule(town=towns, shop=people, amount=st.integers(1, books.PAYMENT_MAXIMUM))
    def ask(self, town: int, shop: int, amount: int) -> None:
        made = self.towns[town].asks(self.shops[town][shop], amount, at=self.now)
        self.requests.append(made.id)
        self.books.asked.append(Asked(town, shop, amount, made.code, made.expires_at))

    @rule(town=towns, resident=people, amount=st.integers(1, books.PAYMENT_MAXIMUM))
    def ask_as_a_person(self, town: int, resident: int, amount: int) -> None:
        made = self.towns[town].asks(self.residents[town][resident], amount, at=self.now, desk="")
        self.requests.append(made.id)
        self.books.asked.append(
            Asked(town, resident, amount, made.code, made.expires_at, is_of_a_person=True)
        )

    @rule(town=towns, payee=people, resident=people, amount=amounts)
    def pay_a_person(self, town: int, payee: int, resident: int, amount: int) -> None:
        self.ask_as_a_person(town, payee, min(amount, books.PAYMENT_MAXIMUM))
        self.pay(1, town, resident)

    @precondition(lambda self: self.requests)
    @rule(which=latest, home=towns, resident=people)
    def pay(self, which: int, home: int, resident: int) -> None:
        asked, now = self.books.asked[self.nearly_last(self.requests, which)], self.now
        expected = self.books.pay(asked, home, resident, now)
        payer = self.residents[home][resident]
        self.does(home, expected, lambda: pay(code=asked.code, payer=payer, at=now))

    @rule(town=towns, shop=people, home=towns, resident=people, amount=amounts)
    def ask_and_pay(self, town: int, shop: int, home: int, resident: int, amount: int) -> None:
        self.ask(town, shop, min(amount, books.PAYMENT_MAXIMUM))
        self.pay(1, home, resident)

    @precondition(lambda self: self.requests)
    @rule(which=latest)
    def cancel(self, which: int) -> None:
        which, now = self.nearly_last(self.requests, which), self.now
        asked = self.books.asked[which]
        expected = self.books.cancel(asked, now)
        parties = self.residents if asked.is_of_a_person else self.shops
        payee, request_id = parties[asked.town][asked.payee], self.requests[which]
        self.does(asked.town, expected, lambda: cancel_request(
            request_id=request_id, payee=payee, at=now))  # fmt: skip

    def nearly_last_paid(self, which: int) -> tuple[Asked, int]:
        """What was asked, and the transfer that paid it."""
        paid = [number for number, asked in enumerate(self.books.asked) if asked.payer]
        number = paid[self.nearly_last(paid, which)]
        asked = self.books.asked[number]
        with self.towns[asked.town].here():
            return asked, Transfer.objects.get(key=self.requests[number]).id

    @precondition(lambda self: any(asked.payer for asked in self.books.asked))
    @rule(which=latest)
    def reverse(self, which: int) -> None:
        asked, transfer_id = self.nearly_last_paid(which)
        expected = self.books.reverse(asked)
        self.does(asked.town, expected, lambda: reverse_transfer(
            transfer_id=transfer_id, reason="", actor=SOMEBODY, at=NOW))  # fmt: skip

    @precondition(lambda self: any(asked.payer for asked in self.books.asked))
    @rule(which=latest, amount=amounts)
    def refund(self, which: int, amount: int) -> None:
        (asked, transfer_id), key = self.nearly_last_paid(which), uuid4()
        expected = self.books.refund(asked, amount)
        self.does(asked.town, expected, lambda: refund(
            key=key, transfer_id=transfer_id, amount=amount, reason="", actor=SOMEBODY,
            at=NOW))  # fmt: skip

    @rule(town=towns, shop=people, amount=amounts)
    def redeem(self, town: int, shop: int, amount: int) -> None:
        """Coins out of circulation, and the euros for them from cover to payable."""
        expected, party = self.books.towns[town].redeem(shop, amount), self.shops[town][shop]
        self.posts(town, expected, (party, Pot.MERCHANT), (None, Pot.REDEEMED), amount)
        if not expected:
            self.posts(town, "", (None, Pot.COVER), (party, Pot.PAYABLE), amount)

    @precondition(lambda self: self.done)
    @rule(which=latest)
    def repeat(self, which: int) -> None:
        """A command that succeeded, once more with its key: the same answer, nothing moves."""
        again, answer = self.done[self.nearly_last(self.done, which)]
        assert again() == answer
        self.done.pop()

    @rule(passed=st.sampled_from(PASSES))
    def time_passes(self, passed: timedelta) -> None:
        self.now += passed

    @invariant()
    def the_books_agree(self) -> None:
        for number, (town, book) in enumerate(zip(self.towns, self.books.towns, strict=True)):
            with town.here():
                accounts = list(Account.objects.all())
            assert sums(accounts, "unit") == Counter()
            assert sums(accounts, "pot") == book.pots
            assert all((account.available or 0) >= 0 for account in accounts)
            assert sum(account.held for account in accounts) == sum(book.holds)
            of = sums(accounts, "holder_id")
            owned = zip(book.shops, book.payable, strict=True)
            assert [of[party.id] for party in self.shops[number]] == list(map(sum, owned))
            assert [of[party.id] for party in self.residents[number]] == [
                purse.total for purse in book.purses
            ]

    @invariant()
    def the_days_are_counted_as_paid(self) -> None:
        for town, residents, book in zip(self.towns, self.residents, self.books.towns, strict=True):
            with town.here():
                used = {
                    (counted.subject, counted.period): counted.used
                    for counted in LimitCounter.objects.filter(name="paid-per-day")
                }
            assert used == {
                (str(party.id), day): paid
                for party, purse in zip(residents, book.purses, strict=True)
                for day, paid in purse.paid.items()
            }

    @invariant()
    def the_proof_finds_nothing(self) -> None:
        for town in self.towns:
            assert verify_ledger(town.tenant.schema_name) == []

    @invariant()
    def agreements_are_used_as_paid(self) -> None:
        used = dict(Agreement.objects.values_list("issuer", "used"))
        assert [used[town.tenant.id] for town in self.towns] == self.books.used


def sums(accounts: list[Account], by: str) -> Counter[object]:
    """Balances together, by what accounts have in common."""
    found: Counter[object] = Counter()
    for account in accounts:
        found[getattr(account, by)] += account.balance
    return found


@pytest.fixture
def two_towns(heerlen: Tenant, sittard_geleen: Tenant) -> list[Town]:
    """Both accept the other's coins, at rates that are each other's reverse."""
    found = [people_a_town(heerlen), people_a_town(sittard_geleen)]
    for town in found:
        town.rules(
            payments={"maximum": books.PAYMENT_MAXIMUM, "maximum_per_day": books.DAY_MAXIMUM},
            pots={"maximum_balance": books.BALANCE_MAXIMUM},
            paying={"resident_to_resident": True},
        )
    caps = {"cap_payment": books.CAP_PAYMENT, "cap_outstanding": books.CAP_OUTSTANDING}
    agree(found[0], found[1], rate=books.RATE, **caps)
    agree(found[1], found[0], rate=books.RATE[::-1], **caps)
    return found


def test_no_order_of_steps_makes_the_ledger_differ_from_arithmetic(two_towns: list[Town]) -> None:
    machine = type("LedgerOfTwoTowns", (Ledger,), {"towns": two_towns})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=40, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), print_blob=True,
        ),
    )  # fmt: skip

"""Whatever the order of selling, redeeming, paying and returning: no euro lost, none paid twice.

The house plays against a plain dict model; after every step the books of both must agree.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from currency.models import Account, Pot, Unit
from settlement import queries
from settlement.errors import NothingToPay, NothingToRedeem
from settlement.models import Payout, PayoutPart
from settlement.services import batches, outcomes
from settlement.services.redemptions import redeem
from tests.settlement.cast import NOW, Town

DAY = date(2026, 11, 25)
DEPOSITED = 1_000_000
SHOPS = 3


@dataclass
class Books:
    """The model: cents and coins (worth a cent each) for each shop, and what each payout is."""

    old: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(SHOPS), 0))
    young: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(SHOPS), 0))
    queued: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(SHOPS), 0))
    payouts: dict[UUID, tuple[int, int, str]] = field(default_factory=dict)
    redeemed: int = 0

    def owed(self, shop: int) -> int:
        """Queued, or in a payout the bank has not debited."""
        waiting = {"batched", "sent"}
        return self.queued[shop] + sum(
            cents for who, cents, state in self.payouts.values() if who == shop and state in waiting
        )

    def paid(self) -> int:
        """Euros that left the bank and did not come back."""
        return sum(cents for _, cents, state in self.payouts.values() if state == "settled")


class Settlement(RuleBasedStateMachine):
    """One town, three shops, the bank's answers in any order and more than once."""

    town: Town

    def __init__(self) -> None:
        super().__init__()
        self.books = Books()
        self.savepoint = transaction.savepoint()
        self.shops = [self.town.open_shop() for _ in range(SHOPS)]

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)
        self.town.shops.clear()

    @rule(shop=st.integers(0, SHOPS - 1), coins=st.integers(1, 5_000), is_old=st.booleans())
    def sell(self, shop: int, coins: int, is_old: bool) -> None:
        self.town.sell(self.shops[shop], coins, days_ago=30 if is_old else 1)
        (self.books.old if is_old else self.books.young)[shop] += coins

    @rule(shop=st.integers(0, SHOPS - 1), coins=st.integers(1, 5_000))
    def sell_and_refund(self, shop: int, coins: int) -> None:
        transfer = self.town.sell(self.shops[shop], coins, days_ago=9)
        self.town.refund(self.shops[shop], transfer)

    @rule(shop=st.integers(0, SHOPS - 1))
    def redeem(self, shop: int) -> None:
        try:
            made = redeem(merchant=self.shops[shop].party, actor=None, now=NOW)
        except NothingToRedeem:
            assert self.ready(shop) == 0
            return
        assert made.cents == self.ready(shop)
        self.books.redeemed += made.cents
        self.books.queued[shop] += made.cents
        self.books.old[shop] = 0

    def ready(self, shop: int) -> int:
        return self.books.old[shop]

    @rule()
    def make(self) -> None:
        try:
            with transaction.atomic():
                batch = batches.make_payout_batch(key=uuid4(), by=self.town.alice, now=NOW)
        except NothingToPay:
            assert not any(self.books.queued.values())
            return
        parties = {shop.party.id: number for number, shop in enumerate(self.shops)}
        for line in queries.lines_of(batch):
            shop = parties[line.merchant_id]
            assert line.cents == self.books.queued[shop]
            self.books.queued[shop] = 0
            self.books.payouts[line.id] = (shop, line.cents, "batched")

    @precondition(lambda self: self.in_state("batched"))
    @rule(data=st.data())
    def call_off(self, data: st.DataObject) -> None:
        batch = self.draw(data, "batched").batch_id
        batches.cancel_payout_batch(batch_id=batch, by=self.town.alice, now=NOW)
        for line in Payout.objects.filter(batch_id=batch):
            self.end(line.id, "cancelled", is_owed=True)

    @precondition(lambda self: self.in_state("batched"))
    @rule(data=st.data())
    def bring_to_the_bank(self, data: st.DataObject) -> None:
        batch = self.draw(data, "batched").batch_id
        batches.seal_payout_batch(batch_id=batch, by=self.town.alice, now=NOW)
        batches.release_payout_batch(batch_id=batch, by=self.town.bob, now=NOW)
        batches.download_payout_batch(batch_id=batch, by=self.town.bob, now=NOW)
        for line in Payout.objects.filter(batch_id=batch):
            self.end(line.id, "sent", is_owed=False)

    @precondition(lambda self: self.at_the_bank())
    @rule(data=st.data(), twice=st.booleans())
    def debit(self, data: st.DataObject, twice: bool) -> None:
        line = data.draw(st.sampled_from(self.at_the_bank()))
        for _ in range(1 + twice):
            outcomes.settle_payout(payout_id=line, booked_on=DAY, now=NOW)
        if self.books.payouts[line][2] == "sent":
            self.end(line, "settled", is_owed=False)

    @precondition(lambda self: self.at_the_bank())
    @rule(data=st.data(), twice=st.booleans())
    def reject(self, data: st.DataObject, twice: bool) -> None:
        line = data.draw(st.sampled_from(self.at_the_bank()))
        for _ in range(1 + twice):
            outcomes.reject_payout(payout_id=line, reason="MS03", now=NOW)
        if self.books.payouts[line][2] == "sent":
            self.end(line, "rejected", is_owed=True)

    @precondition(lambda self: self.at_the_bank())
    @rule(data=st.data(), twice=st.booleans())
    def give_back(self, data: st.DataObject, twice: bool) -> None:
        line = data.draw(st.sampled_from(self.at_the_bank()))
        for _ in range(1 + twice):
            outcomes.return_payout(payout_id=line, reason="MS03", booked_on=DAY, now=NOW)
        if self.books.payouts[line][2] in ("sent", "settled"):
            self.end(line, "returned", is_owed=True)

    def in_state(self, *states: str) -> list[UUID]:
        return [line for line, (_, _, state) in self.books.payouts.items() if state in states]

    def at_the_bank(self) -> list[UUID]:
        """Payouts the bank ever had, ended or not: it may speak of them again."""
        return self.in_state("sent", "settled", "rejected", "returned")

    def draw(self, data: st.DataObject, state: str) -> Payout:
        return Payout.objects.get(id=data.draw(st.sampled_from(self.in_state(state))))

    def end(self, line: UUID, state: str, *, is_owed: bool) -> None:
        shop, cents, _ = self.books.payouts[line]
        self.books.payouts[line] = (shop, cents, state)
        if is_owed:
            self.books.queued[shop] += cents

    @invariant()
    def euros_sum_to_zero(self) -> None:
        total = Account.objects.filter(unit=Unit.EURO).aggregate(total=Sum("balance"))["total"]
        assert total == 0

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        for number, shop in enumerate(self.shops):
            assert self.town.balance(Pot.PAYABLE, shop.party) == self.books.owed(number)
            coins = self.books.old[number] + self.books.young[number]
            assert self.town.balance(Pot.MERCHANT, shop.party) == coins
        assert self.town.balance(Pot.COVER) == DEPOSITED - self.books.redeemed
        assert -self.town.balance(Pot.BANK) == DEPOSITED - self.books.paid()

    @invariant()
    def every_claim_is_queued_or_live_in_one_payout(self) -> None:
        queued = sum(one.cents for one in queries.payables())
        assert queued == sum(self.books.queued.values())
        live = PayoutPart.objects.filter(is_live=True).aggregate(total=Sum("redemption__cents"))[
            "total"
        ]
        assert queued + (live or 0) == self.books.redeemed

    @invariant()
    def the_payouts_are_in_the_states_of_the_model(self) -> None:
        assert dict(Payout.objects.values_list("id", "state")) == {
            line: state for line, (_, _, state) in self.books.payouts.items()
        }


def test_no_order_of_steps_loses_a_euro_or_pays_one_twice(town: Town) -> None:
    machine = type("SettlementOfTown", (Settlement,), {"town": town})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

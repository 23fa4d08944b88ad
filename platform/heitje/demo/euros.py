"""From coins to euros: weekly redemption, payouts by the bank, and what the bank sends back.

The bank is a real counterpart with its own clock: files are brought to it, days pass there, and
what it answers is read as finance would read it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from currency.keys import key_for
from heitje.demo.bank import BankDesk
from heitje.demo.place import Place
from heitje.demo.plans import fictional_iban
from heitje.demo.timeline import Timeline, moment
from settlement.models import BankEntry, BankFile, PayoutBatch
from settlement.queries import lines_of, payables
from settlement.services.bank_entries import book_as_cover
from settlement.services.bank_files import import_bank_file
from settlement.services.batches import (
    cancel_payout_batch,
    download_payout_batch,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from settlement.services.redemptions import redeem, redeem_due
from tenants.errors import Refusal

CENTS: Final = 100
MONDAY: Final = 0
AT_NIGHT: Final = "2.30"
WORK_BEGINS: Final = "8.00"
PROVINCE: Final = "Provincie Limburg"
DEPOSIT_CENTS: Final = 60_000
NEW_DEPOSIT_CENTS: Final = 125_000
COMES_BACK_AFTER_DAYS: Final = 2


@dataclass
class Treasury:
    """A town's finance people, and their bank."""

    place: Place
    bank: BankDesk
    read: set[int] = field(default_factory=set)

    def open_account(self) -> None:
        """The account with everything that was set aside."""
        plan = self.place.plan
        cents = plan.cover * CENTS
        self.bank.open_account(
            plan.code, name=f"Gemeente {plan.name}", iban=plan.iban, bic="BNGHNL2G", cents=cents
        )

    def redeem(self, at: datetime) -> None:
        """The night's work: coins that are old enough become a claim in euros."""
        redeem_due(now=at)

    def redeem_on_request(self, at: datetime) -> None:
        """Each shop asks for its euros by itself; where nothing is old enough nothing happens."""
        for shop in self.place.open_shops:
            try:
                redeem(merchant=shop.merchant.party, actor=shop.owner.party_id, now=at)
            except Refusal:
                continue

    def sums_owed(self) -> list[int]:
        """The different sums that shops can be paid now, the largest first."""
        return sorted({one.cents for one in payables() if not one.hold}, reverse=True)

    def draft(self, at: datetime, *, minimum_cents: int = 1) -> PayoutBatch:
        """Finance puts a batch together."""
        return make_payout_batch(
            key=key_for("demo", "batch", at.isoformat()),
            by=self.place.officer("finance"),
            now=at,
            minimum_cents=minimum_cents,
        )

    def seal(self, at: datetime, *, minimum_cents: int = 1) -> PayoutBatch:
        """And fixes it."""
        batch = self.draft(at, minimum_cents=minimum_cents)
        return seal_payout_batch(batch_id=batch.id, by=self.place.officer("finance"), now=at)

    def call_off(self, at: datetime) -> None:
        """A batch that was made too early."""
        batch = self.draft(at)
        cancel_payout_batch(batch_id=batch.id, by=self.place.officer("finance"), now=at)

    def pay(self, at: datetime, *, minimum_cents: int = 1) -> PayoutBatch:
        """A batch, released by the second of finance and brought to the bank."""
        batch = self.seal(at, minimum_cents=minimum_cents)
        second = self.place.officer("finance", 1)
        release_payout_batch(batch_id=batch.id, by=second, now=at + timedelta(minutes=2))
        batch, content = download_payout_batch(
            batch_id=batch.id, by=second, now=at + timedelta(minutes=3)
        )
        self.bank.counter.send(content)
        return batch

    def pay_on_the_bank_day(self, at: datetime) -> PayoutBatch:
        """As `pay`, on the day the bank thinks it is."""
        self.bank_until(at.date())
        return self.pay(at)

    def read_bank(self, at: datetime) -> None:
        """Finance fetches what the bank sent since last time, and reads it in."""
        self.bank_until(at.date())
        for message in self.bank.messages_of(self.place.plan.code):
            if message["id"] in self.read:
                continue
            self.read.add(message["id"])
            raw = str(message["body"]).encode()
            if message["type"].startswith(tuple(BankFile.Kind.values)):
                import_bank_file(raw=raw, by=self.place.officer("finance"), now=at)

    def book_deposits(self, at: datetime) -> None:
        """Money that came in is set aside for coins."""
        for entry in BankEntry.objects.filter(state=BankEntry.State.UNMATCHED, cents__gt=0):
            book_as_cover(entry_id=entry.id, by=self.place.officer("finance"), now=at)

    def receive(self, at: datetime, *, cents: int, note: str) -> None:
        """The province pays a contribution."""
        payer = fictional_iban(99, bank="BNGH")
        self.bank.receive(self.place.plan.code, cents=cents, payer=PROVINCE, iban=payer, note=note)

    def let_come_back(self, batch: PayoutBatch, *, of: str) -> None:
        """The bank of this shop will send back what it got; of another when it got nothing."""
        lines = list(lines_of(batch))
        payout = next((line for line in lines if line.account_name == of), lines[0])
        self.bank.behave(
            self.place.plan.code, "return-later",
            days=COMES_BACK_AFTER_DAYS, reason="MD07", end_to_end_id=payout.end_to_end_id,
        )  # fmt: skip

    def bank_until(self, day: date) -> None:
        """Let days pass at the bank until it is this day there too."""
        behind = (day - self.bank.today()).days
        if behind > 0:
            self.bank.pass_days(behind)


def last_mondays(timeline: Timeline, number: int) -> list[date]:
    """The last so many Mondays that have begun at work, the latest first."""
    latest = timeline.today - timedelta(days=(timeline.today.weekday() - MONDAY) % 7)
    if moment(latest, WORK_BEGINS) > timeline.now:
        latest -= timedelta(weeks=1)
    return [latest - timedelta(weeks=week) for week in range(number)]

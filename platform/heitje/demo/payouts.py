"""Which payouts the towns have had: closed ones, one at the bank, one to release, one to seal."""

from datetime import date, datetime, timedelta
from typing import Final

from heitje.demo.bank import BankDesk
from heitje.demo.euros import (
    AT_NIGHT,
    DEPOSIT_CENTS,
    NEW_DEPOSIT_CENTS,
    Treasury,
    last_mondays,
)
from heitje.demo.place import Place
from heitje.demo.shop_tables import CLOSED_ACCOUNT, COMES_BACK
from heitje.demo.timeline import Timeline, moment
from settlement.bank.calendar import is_bank_day
from settlement.bank.iban import bic_of

BATCHES: Final = 4


def first_bank_day(timeline: Timeline) -> date:
    """The day on which the bank comes into the story."""
    return last_mondays(timeline, BATCHES)[-1]


def plan_payouts(places: dict[str, Place], bank: BankDesk, timeline: Timeline) -> None:
    """Open the accounts, and let each town's finance do its work."""
    bank.open_doors(timeline.today)
    towns = {code: Treasury(place, bank) for code, place in places.items()}
    for treasury in towns.values():
        treasury.open_account()
    closed = places["HE"].shop(CLOSED_ACCOUNT).merchant
    bank.open_account("GESLOTEN", name=closed.name, iban=closed.iban, bic=bic_of(closed.iban))
    bank.close_account("GESLOTEN")
    for code in ("HE", "SG"):
        for monday in last_mondays(timeline, BATCHES + 2):
            timeline.add(moment(monday, AT_NIGHT), places[code], towns[code].redeem)
    _plan_heerlen(towns["HE"], timeline)
    _plan_sittard(towns["SG"], timeline)
    _plan_parkstad(towns["PA"], timeline)


def _plan_heerlen(town: Treasury, timeline: Timeline) -> None:
    """Three closed: with a refused line, with one that came back, without trouble.

    One sent, one draft, and what is too little for either.
    """
    place = town.place
    fourth, third, second, _ = reversed(last_mondays(timeline, BATCHES))

    def pay_and_one_comes_back(at: datetime) -> None:
        town.let_come_back(town.pay_on_the_bank_day(at), of=COMES_BACK)

    def forgive(at: datetime) -> None:
        town.read_bank(at)
        town.bank.behave(place.plan.code, "accept")

    def deposit(at: datetime) -> None:
        town.receive(at, cents=DEPOSIT_CENTS, note="Bijdrage wijkbudget")

    def new_deposit(at: datetime) -> None:
        town.bank_until(at.date())
        town.receive(at, cents=NEW_DEPOSIT_CENTS, note="Subsidie buurtbanen, tweede deel")

    def the_last(at: datetime) -> None:
        sums = town.sums_owed()
        third = (len(sums) - 1) // 3
        town.pay(at, minimum_cents=sums[third])
        town.read_bank(at + timedelta(minutes=4))
        town.draft(at + timedelta(minutes=5), minimum_cents=sums[2 * third + 1 - (third > 0)])

    timeline.add(moment(fourth, "10.10"), place, town.pay_on_the_bank_day)
    timeline.add(moment(fourth, "11.30"), place, deposit)
    timeline.add(moment(fourth + timedelta(days=3), "9.05"), place, town.read_bank)
    timeline.add(moment(fourth + timedelta(days=3), "9.20"), place, town.book_deposits)
    timeline.add(moment(third, "10.25"), place, pay_and_one_comes_back)
    timeline.add(moment(third + timedelta(days=4), "9.10"), place, forgive)
    timeline.add(moment(second, "10.05"), place, town.pay_on_the_bank_day)
    timeline.add(moment(second + timedelta(days=2), "9.15"), place, town.read_bank)
    timeline.add(_last_bank_moment(timeline), place, new_deposit)
    timeline.add(_shortly_before(timeline), place, the_last)


def _plan_sittard(town: Treasury, timeline: Timeline) -> None:
    """One closed, one that waits for the second of finance."""
    third, second, first = last_mondays(timeline, BATCHES - 1)[::-1]

    def seal(at: datetime) -> None:
        sums = town.sums_owed()
        town.seal(at, minimum_cents=sums[-min(2, len(sums))])

    timeline.add(moment(third, "13.40"), town.place, town.pay_on_the_bank_day)
    timeline.add(moment(second, "9.30"), town.place, town.read_bank)
    timeline.add(min(moment(first, "15.20"), _shortly_before(timeline)), town.place, seal)


def _plan_parkstad(town: Treasury, timeline: Timeline) -> None:
    """Shops ask for their euros themselves. One batch closed, one called off, and claims wait."""
    third, second = last_mondays(timeline, BATCHES - 1)[:0:-1]
    place = town.place
    timeline.add(moment(third, "9.45"), place, town.redeem_on_request)
    timeline.add(moment(third, "14.00"), place, town.pay_on_the_bank_day)
    timeline.add(moment(second, "10.50"), place, town.read_bank)
    timeline.add(moment(second, "11.00"), place, town.redeem_on_request)
    timeline.add(moment(second, "11.20"), place, town.call_off)


def _last_bank_moment(timeline: Timeline) -> datetime:
    """Minutes ago; in a weekend or on a bank's holiday, the last day before it."""
    day = timeline.today
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return min(timeline.now - timedelta(minutes=9), moment(day, "14.00"))


def _shortly_before(timeline: Timeline) -> datetime:
    """Minutes ago, yet today: what is sealed today is carried out tomorrow."""
    return max(timeline.now - timedelta(minutes=8), moment(timeline.today, "0.00"))

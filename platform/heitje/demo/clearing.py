"""Two clearing runs: one that is settled, of a month ago, and one that waits for the towns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django_tenants.utils import schema_context

from currency.keys import key_for
from heitje.demo.place import Place
from heitje.demo.timeline import Timeline, moment
from settlement.clearing.errors import NothingToClear
from settlement.clearing.models import ClearingPayment, ClearingRun
from settlement.clearing.services.payments import approve_run, confirm_payment, mark_paid
from settlement.clearing.services.runs import open_run, propose_run
from tenants.models import Region
from tenants.people.models import Person
from tenants.schema import PUBLIC

# Days before now. What was spent in the last weeks stays open, so that the caps are worth a look.
FIRST: Final = 34
SECOND: Final = 3
AT: Final = "11.00"


def plan_clearing(
    region: Region, coordinator: Person, places: dict[str, Place], timeline: Timeline
) -> None:
    """A run that everybody paid, and a younger one that was just put before the payers."""
    desk = _Desk(region, coordinator, {place.tenant.id: place for place in places.values()})
    steps = ((FIRST, desk.propose), (FIRST - 1, desk.approve), (FIRST - 3, desk.pay),
             (FIRST - 5, desk.confirm), (SECOND, desk.propose))  # fmt: skip
    for days, act in steps:
        day = timeline.today - timedelta(days=days)
        timeline.add(moment(day, AT), places["HE"], act)


class _Desk:
    """The coordinator and the officers of each town; the steps are about the latest run."""

    def __init__(self, region: Region, coordinator: Person, places: dict[int, Place]) -> None:
        self._region = region
        self._coordinator = coordinator
        self._places = places
        self._payments: Sequence[ClearingPayment] = ()

    def propose(self, at: datetime) -> None:
        """Open a run and put it forward; nothing where nobody owes anything yet."""
        with schema_context(PUBLIC):
            try:
                run = open_run(
                    region=self._region,
                    method=ClearingRun.Method.BILATERAL,
                    cut_off=at,
                    key=key_for("demo", "clearing", at.isoformat()),
                    by=self._coordinator,
                    now=at,
                )
            except NothingToClear:
                return
            propose_run(run_id=run.id, region=self._region, by=self._coordinator, now=at)
        self._payments = list(run.payments.select_related("debtor", "creditor"))

    def approve(self, at: datetime) -> None:
        """Every payer says yes."""
        for run_id, debtor in {(one.run_id, one.debtor) for one in self._payments}:
            with schema_context(debtor.schema_name):
                officer = self._places[debtor.id].officer("agreements")
                approve_run(run_id=run_id, by=officer, now=at)

    def pay(self, at: datetime) -> None:
        """Every payer pays."""
        for number, payment in enumerate(self._payments, start=1):
            with schema_context(payment.debtor.schema_name):
                mark_paid(
                    payment_id=payment.id,
                    bank_reference=f"BNG{at:%y%m%d}{number:04d}",
                    by=self._places[payment.debtor_id].officer("finance"),
                    now=at,
                )

    def confirm(self, at: datetime) -> None:
        """Every creditor sees it come in."""
        for payment in self._payments:
            with schema_context(payment.creditor.schema_name):
                officer = self._places[payment.creditor_id].officer("finance")
                confirm_payment(payment_id=payment.id, by=officer, now=at)

"""Reads of clearing runs for the coordinator's pages, the towns' pages and both APIs. Sums only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from settlement.clearing.models import (
    ClearingObligation,
    ClearingPair,
    ClearingPayment,
    ClearingRun,
)
from settlement.clearing.proposals import Proposal, propose
from settlement.clearing.queries import positions
from tenants.errors import NotFound
from tenants.models import Region, Tenant

State = ClearingRun.State
BOOKED = (State.APPROVED, State.SETTLING, State.CLOSED)


def runs_of(region: Region) -> QuerySet[ClearingRun]:
    """The region's runs, newest first, with how many payments they ask and how many came in."""
    return (
        ClearingRun.objects.filter(region=region)
        .annotate(
            payment_count=Count("payments"),
            confirmed_count=Count("payments", filter=Q(payments__confirmed_at__isnull=False)),
        )
        .order_by("-id")  # Counting drops the order of the model.
    )


def run_of(region: Region, run_id: int) -> ClearingRun:
    """One run of the region. Raises NotFound."""
    found = runs_of(region).filter(id=run_id).first()
    if found is None:
        raise NotFound
    return found


def run_in_preparation(region: Region) -> ClearingRun | None:
    """The run that must be agreed or cancelled before another is opened."""
    return runs_of(region).filter(state__in=[State.DRAFT, State.PROPOSED]).first()


def payments_of(run: ClearingRun) -> QuerySet[ClearingPayment]:
    """What the run asks to be paid, by name of debtor and creditor."""
    return run.payments.select_related("debtor", "creditor")


def obligations_of(run: ClearingRun) -> QuerySet[ClearingObligation]:
    """What was owed before anything was set off, by name."""
    return ClearingObligation.objects.filter(pair__run=run).select_related("issuer", "acceptor")


def left_out_of(run: ClearingRun) -> QuerySet[ClearingPair]:
    """Pairs that stay out because their books differ, by name."""
    return run.pairs.exclude(left_out="").select_related("first", "second")


def proposals(region: Region, cut_off: datetime) -> dict[str, Proposal]:
    """What a run up to this moment would do, by method. All read at one moment."""
    found = positions(region, cut_off=cut_off)
    return {method: propose(found, method) for method in ClearingRun.Method}


@dataclass(frozen=True)
class Share:
    """What one run asks of one town: payments that wait for its yes."""

    run: ClearingRun
    payments: Sequence[ClearingPayment]

    @property
    def cents(self) -> int:
        """Together."""
        return sum(payment.cents for payment in self.payments)


def share_of(tenant: Tenant, run_id: int) -> Share:
    """What a run asks of a town. Raises NotFound for a town that pays nothing, or a draft."""
    mine = [
        payment
        for payment in payments_of_tenant(tenant).filter(run_id=run_id, debtor=tenant)
        if payment.run.state != State.DRAFT
    ]
    if not mine:
        raise NotFound
    return Share(mine[0].run, mine)


def shares_to_approve(tenant: Tenant) -> Sequence[Share]:
    """Runs that wait for this town's yes, newest first."""
    waiting = payments_of_tenant(tenant).filter(
        debtor=tenant, approved_at=None, run__state=State.PROPOSED
    )
    by_run: dict[ClearingRun, list[ClearingPayment]] = {}
    for payment in waiting:
        by_run.setdefault(payment.run, []).append(payment)
    return [Share(run, payments) for run, payments in by_run.items()]


def payments_of_tenant(tenant: Tenant) -> QuerySet[ClearingPayment]:
    """All that was put before a town, on either side, newest run first."""
    return (
        ClearingPayment.objects.filter(Q(debtor=tenant) | Q(creditor=tenant))
        .exclude(run__state=State.DRAFT)
        .select_related("run", "debtor", "creditor")
        .order_by("-run_id", "debtor__name", "creditor__name")
    )


def payment_of(tenant: Tenant, payment_id: UUID, *, side: str) -> ClearingPayment:
    """A payment in which the tenant is the "debtor" or the "creditor". Raises NotFound."""
    found = payments_of_tenant(tenant).filter(id=payment_id, **{side: tenant}).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class TownDesk:
    """What clearing asks of a town now, and what it waits for."""

    to_approve: Sequence[Share]
    to_pay: Sequence[ClearingPayment]
    to_confirm: Sequence[ClearingPayment]
    waits_for: Sequence[ClearingPayment]
    done: Sequence[ClearingPayment]


def town_desk(tenant: Tenant) -> TownDesk:
    """The town's side of every run. `done` are the 25 that came in last."""
    booked = payments_of_tenant(tenant).filter(run__state__in=BOOKED)
    is_open = booked.filter(confirmed_at=None)
    to_pay = is_open.filter(debtor=tenant, paid_at=None)
    to_confirm = is_open.filter(creditor=tenant, paid_at__isnull=False)
    here = [payment.id for payment in (*to_pay, *to_confirm)]
    return TownDesk(
        to_approve=shares_to_approve(tenant),
        to_pay=list(to_pay),
        to_confirm=list(to_confirm),
        waits_for=list(is_open.exclude(id__in=here)),
        done=list(booked.filter(confirmed_at__isnull=False).order_by("-confirmed_at")[:25]),
    )

"""The coordinator's side of a run: open it, put it before the towns, cancel it.

Guarantees: a payment between towns is in one live run at most; opening books nothing; a pair
whose books differ stays out and holds up nobody.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tenants.utils import schema_context

from currency.errors import KeyReused
from settlement.clearing import errors
from settlement.clearing.models import (
    ClearingObligation,
    ClearingPair,
    ClearingPayment,
    ClearingRun,
)
from settlement.clearing.proposals import Proposal, propose
from settlement.clearing.queries import Flow, Position, positions
from settlement.clearing.services.booking import book_run
from settlement.clearing.services.cover import release_cover
from tenants.errors import NotFound
from tenants.models import Region
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit

State = ClearingRun.State


@transaction.atomic
def open_run(
    *, region: Region, method: str, cut_off: datetime, key: UUID, by: Person, now: datetime
) -> ClearingRun:
    """A draft of all that was paid between the region's towns up to the cut-off.

    The same key answers the same run. Raises NotAllowed, KeyReused, CutOffInFuture,
    RunInPreparation, NothingToClear.
    """
    refuse_unless_may(by, "run-clearing")
    # One run at a time is opened in a region: the next one finds the stretches of this one.
    Region.objects.select_for_update().get(id=region.id)
    earlier = ClearingRun.objects.filter(key=key).first()
    if earlier:
        if (earlier.region_id, earlier.method, earlier.cut_off) != (region.id, method, cut_off):
            raise KeyReused
        return earlier
    if cut_off > now:
        raise errors.CutOffInFuture
    runs = ClearingRun.objects.filter(region=region)
    waiting = runs.filter(state__in=[State.DRAFT, State.PROPOSED]).first()
    if waiting:
        raise errors.RunInPreparation(number=waiting.number)
    proposal = propose(positions(region, cut_off=cut_off), method)
    if not proposal.gross_cents:
        raise errors.NothingToClear(left_out=len(proposal.left_out))
    run = runs.create(
        region=region,
        number=runs.count() + 1,
        key=key,
        method=method,
        cut_off=cut_off,
        gross_cents=proposal.gross_cents,
        net_cents=proposal.net_cents,
        opened_by=by.party_id,
        opened_at=now,
    )
    _keep_lines(run, proposal)
    audit(verb="open-clearing", thing="clearing-run", thing_id=run.id, actor=by.party_id,
          gross=run.gross_cents, net=run.net_cents, left_out=len(proposal.left_out))  # fmt: skip
    return run


@transaction.atomic
def propose_run(*, run_id: int, region: Region, by: Person, now: datetime) -> ClearingRun:
    """Put a draft before the towns that will pay. Proposing twice is proposing once.

    Where nothing is left to pay there is nobody to ask, and it is booked at once. Raises
    NotAllowed, NotFound, RunNotOpen.
    """
    refuse_unless_may(by, "run-clearing")
    run = _lock(run_id, region)
    if run.state == State.PROPOSED:
        return run
    if run.state != State.DRAFT:
        raise errors.RunNotOpen(state=run.state)
    run.state, run.proposed_by, run.proposed_at = State.PROPOSED, by.party_id, now
    run.save(update_fields=["state", "proposed_by", "proposed_at"])
    audit(verb="propose-clearing", thing="clearing-run", thing_id=run.id, actor=by.party_id)
    if not run.payments.exists():
        book_run(run, now=now)
    return run


@transaction.atomic
def cancel_run(*, run_id: int, region: Region, by: Person, now: datetime) -> ClearingRun:
    """Call a run off before it is booked: its payments count anew. Twice is once.

    Raises NotAllowed, NotFound, RunNotOpen.
    """
    refuse_unless_may(by, "run-clearing")
    run = _lock(run_id, region)
    if run.state == State.CANCELLED:
        return run
    if not run.is_in_preparation:
        raise errors.RunNotOpen(state=run.state)
    run.state, run.cancelled_by, run.cancelled_at = State.CANCELLED, by.party_id, now
    run.save(update_fields=["state", "cancelled_by", "cancelled_at"])
    run.pairs.filter(is_live=True).update(is_live=False)
    debtors = {one.debtor for one in run.payments.filter(approved_at__isnull=False)
               .select_related("debtor")}  # fmt: skip
    for debtor in sorted(debtors, key=lambda town: int(town.id)):
        with schema_context(debtor.schema_name):
            release_cover(run)
    audit(verb="cancel-clearing", thing="clearing-run", thing_id=run.id, actor=by.party_id)
    return run


def _keep_lines(run: ClearingRun, proposal: Proposal) -> None:
    for position in proposal.pairs:
        pair = _keep_pair(run, position)
        ClearingObligation.objects.bulk_create(
            _obligation(pair, flow)
            for flow in (position.first_owes, position.second_owes)
            if flow.paid.payments
        )
    for position in proposal.left_out:
        _keep_pair(run, position)
    ClearingPayment.objects.bulk_create(
        ClearingPayment(
            run=run,
            debtor_id=debtor,
            creditor_id=creditor,
            cents=cents,
            reference=f"HTJ-V{run.id}-{number}",
            made_by=run.opened_by,
        )
        for number, (debtor, creditor, cents) in enumerate(proposal.payments, start=1)
    )


def _keep_pair(run: ClearingRun, position: Position) -> ClearingPair:
    sides = sorted(
        [(position.first, position.first_stretch), (position.second, position.second_stretch)],
        key=lambda side: int(side[0].id),
    )
    (first, first_stretch), (second, second_stretch) = sides
    return ClearingPair.objects.create(
        run=run,
        first=first,
        second=second,
        first_after=first_stretch[0],
        first_until=first_stretch[1],
        second_after=second_stretch[0],
        second_until=second_stretch[1],
        is_live=not position.breaks,
        left_out=",".join(position.breaks),
    )


def _obligation(pair: ClearingPair, flow: Flow) -> ClearingObligation:
    return ClearingObligation(
        pair=pair,
        issuer=flow.issuer,
        acceptor=flow.acceptor,
        payments=flow.paid.payments,
        coins=flow.paid.own,
        acceptor_coins=flow.paid.there,
        cents=flow.cents,
    )


def _lock(run_id: int, region: Region) -> ClearingRun:
    found = ClearingRun.objects.select_for_update().filter(id=run_id, region=region).first()
    if found is None:
        raise NotFound
    return found

"""Acceptance agreements: proposed by the coordinator, in force by the word of both tenants.

All in the public schema, whatever schema the caller looks at: the tables stand in public alone.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tenants.errors import AgreementExists, AgreementInvalid, AgreementNotOpen, NotFound
from tenants.models import Agreement, Region, Tenant
from tenants.trail.services import audit


@transaction.atomic
def propose_agreement(
    *,
    region: Region,
    issuer: Tenant,
    acceptor: Tenant,
    starts_on: date,
    ends_on: date,
    cap_outstanding: int,
    cap_payment: int,
    actor: UUID,
    now: datetime,
    rate: tuple[int, int] = (1, 1),
) -> Agreement:
    """Put an agreement before both tenants. Caps in minor units of the issuer's coin.

    `rate` is acceptor's minor units over issuer's minor units. The same terms again, while they
    are still before the tenants, answer the proposal that is open. Raises AgreementInvalid.
    """
    _refuse_unless_sound(region, issuer, acceptor, rate)
    if ends_on <= starts_on:
        raise AgreementInvalid(field="ends_on")
    if cap_payment < 1 or cap_outstanding < cap_payment:
        raise AgreementInvalid(field="cap_outstanding")
    # One proposal at a time in a region: a form sent twice finds the first one's row.
    Region.objects.select_for_update().get(id=region.id)
    agreement, is_new = Agreement.objects.get_or_create(
        region=region,
        issuer=issuer,
        acceptor=acceptor,
        rate_numerator=rate[0],
        rate_denominator=rate[1],
        cap_outstanding=cap_outstanding,
        cap_payment=cap_payment,
        starts_on=starts_on,
        ends_on=ends_on,
        state=Agreement.State.PROPOSED,
        defaults={"proposed_by": actor, "proposed_at": now},
    )
    if not is_new:
        return agreement
    audit(verb="propose-agreement", thing="agreement", thing_id=agreement.id, actor=actor)
    return agreement


@transaction.atomic
def approve_agreement(
    *, agreement_id: int, tenant: Tenant, actor: UUID, now: datetime
) -> Agreement:
    """One side says yes; with both it is in force. Approving twice changes nothing.

    Raises NotFound, AgreementNotOpen, AgreementExists.
    """
    agreement = _lock(agreement_id, tenant)
    if agreement.state == Agreement.State.IN_FORCE:
        return agreement
    if agreement.state != Agreement.State.PROPOSED:
        raise AgreementNotOpen(state=agreement.state)
    side = "issuer" if agreement.issuer_id == tenant.id else "acceptor"
    if getattr(agreement, f"{side}_approved_by") is None:
        setattr(agreement, f"{side}_approved_by", actor)
        setattr(agreement, f"{side}_approved_at", now)
    if agreement.issuer_approved_by and agreement.acceptor_approved_by:
        agreement.state = Agreement.State.IN_FORCE
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError as error:
        raise AgreementExists from error
    audit(verb="approve-agreement", thing="agreement", thing_id=agreement.id, actor=actor,
          side=side)  # fmt: skip
    return agreement


def decline_agreement(*, agreement_id: int, tenant: Tenant, actor: UUID, reason: str) -> Agreement:
    """One side says no to a proposal. Raises NotFound, AgreementNotOpen."""
    return _close(
        agreement_id, tenant, actor, reason, Agreement.State.PROPOSED, Agreement.State.DECLINED
    )


def suspend_agreement(*, agreement_id: int, tenant: Tenant, actor: UUID, reason: str) -> Agreement:
    """Either side stops an agreement at once, with a reason. Raises NotFound, AgreementNotOpen."""
    return _close(
        agreement_id, tenant, actor, reason, Agreement.State.IN_FORCE, Agreement.State.SUSPENDED
    )


@transaction.atomic
def _close(
    agreement_id: int, tenant: Tenant, actor: UUID, reason: str, expected: str, state: str
) -> Agreement:
    agreement = _lock(agreement_id, tenant)
    if agreement.state != expected:
        raise AgreementNotOpen(state=agreement.state)
    agreement.state = state
    agreement.closed_reason = reason[:200]
    agreement.save(update_fields=["state", "closed_reason"])
    audit(verb=f"{state}-agreement", thing="agreement", thing_id=agreement.id, actor=actor)
    return agreement


def _lock(agreement_id: int, tenant: Tenant) -> Agreement:
    found = Agreement.objects.select_for_update().filter(id=agreement_id).first()
    if found is None or tenant.id not in (found.issuer_id, found.acceptor_id):
        raise NotFound
    return found


def _refuse_unless_sound(
    region: Region, issuer: Tenant, acceptor: Tenant, rate: tuple[int, int]
) -> None:
    if issuer.id == acceptor.id:
        raise AgreementInvalid(field="acceptor")
    if issuer.region_id != region.id or acceptor.region_id != region.id:
        raise AgreementInvalid(field="region")
    if min(rate) < 1:
        raise AgreementInvalid(field="rate")

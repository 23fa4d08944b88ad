"""Reports on payments: a resident reports, the shop answers or gives in, staff decides.

Meanwhile what the payment left is set aside at the shop, as far as the shop still has it. Every
step locks the payment first, so that of two steps at once the second sees what the first did.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.errors import AlreadyReversed, KeyReused
from currency.keys import key_for
from currency.models import Dispute, Transfer
from currency.queries import rules_in_force
from currency.refund_errors import DisputeAbroad, DisputeDecided, DisputeOpen, DisputeTooLate
from currency.rules.refunds import may_still_report
from currency.services import giving_back, refunds
from currency.services.giving_back import Paid
from tenants.errors import NotFound
from tenants.people.models import Party, Person
from tenants.people.queries import acts_for
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

DECIDE = "decide-dispute"


@transaction.atomic
def open_dispute(
    *, key: UUID, transfer_id: int, payer: Party, reason: str, text: str, at: datetime
) -> Dispute:
    """A resident says that a payment of theirs is wrong; the same key answers the same report.

    Raises NotFound (not theirs), DisputeAbroad, DisputeTooLate, KeyReused, DisputeOpen,
    DisputeDecided, AlreadyReversed (nothing is left of it).
    """
    paid = _own_payment(transfer_id, payer, at)
    text = text.strip()[:500]
    earlier = Dispute.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.transfer_id, earlier.reason, earlier.text) != (transfer_id, reason, text):
            raise KeyReused
        return earlier
    _refuse_unless_new(paid)
    dispute = Dispute.objects.create(
        key=key, transfer=paid.transfer, party=payer, amount=paid.left, reason=reason, text=text,
        opened_at=at,
    )  # fmt: skip
    giving_back.hold_again(dispute, paid, at, why="opened")
    audit(verb="open-dispute", thing="dispute", thing_id=dispute.id, actor=payer.id,
          transfer=transfer_id, amount=dispute.amount, reason=reason)  # fmt: skip
    tell("dispute.opened", dispute=dispute.id)
    return dispute


@transaction.atomic
def withdraw_dispute(*, dispute_id: int, payer: Party, at: datetime) -> Dispute:
    """The resident takes the report back; twice is once. Raises NotFound, DisputeDecided."""
    dispute, _ = _locked(dispute_id)
    if dispute.party_id != payer.id:
        raise NotFound
    if dispute.state == Dispute.State.WITHDRAWN:
        return dispute
    _refuse_unless_open(dispute)
    giving_back.free_hold(dispute)
    dispute.state, dispute.decided_at = Dispute.State.WITHDRAWN, at
    dispute.save(update_fields=["state", "decided_at"])
    audit(verb="withdraw-dispute", thing="dispute", thing_id=dispute.id, actor=payer.id)
    tell("dispute.decided", dispute=dispute.id)
    return dispute


@transaction.atomic
def answer_dispute(*, dispute_id: int, actor: Person, text: str, at: datetime) -> Dispute:
    """The shop tells its side; a later answer takes the place of the one before.

    Raises NotFound (no seat at that shop), DisputeDecided.
    """
    dispute, paid = _locked(dispute_id)
    _refuse_unless_of_shop(actor, paid)
    _refuse_unless_open(dispute)
    dispute.answer, dispute.answered_at = text.strip()[:500], at
    dispute.save(update_fields=["answer", "answered_at"])
    audit(verb="answer-dispute", thing="dispute", thing_id=dispute.id, actor=actor.party_id)
    return dispute


@transaction.atomic
def accept_dispute(*, dispute_id: int, actor: Person, at: datetime) -> Dispute:
    """The shop gives back what is left of the payment, at once; twice is once.

    Raises NotFound (no seat at that shop, or it is their own payment), DisputeDecided,
    RefundNotCovered.
    """
    dispute, paid = _locked(dispute_id)
    _refuse_unless_of_shop(actor, paid)
    if dispute.state == Dispute.State.ACCEPTED:
        return dispute
    _refuse_unless_open(dispute)
    made = refunds.post_refund(
        paid, dispute, key=key_for("accept-dispute", dispute.key), amount=paid.left,
        reason=dispute.get_reason_display(), actor=actor.party_id, at=at,
    )  # fmt: skip
    giving_back.close_dispute(
        dispute, state=Dispute.State.ACCEPTED, actor=actor.party_id, at=at,
        decision=str(Dispute.State.ACCEPTED.label), refund=made,
    )  # fmt: skip
    return dispute


@transaction.atomic
def decide_dispute(
    *, dispute_id: int, actor: Person, amount: int, decision: str, at: datetime
) -> Dispute:
    """Staff decides: `amount` of what is left goes back to the resident, 0 is nothing of it.

    The same decision again answers the one there is. Raises NotAllowed, NotFound, NotImpartial,
    DisputeDecided, RefundTooLarge, RefundNotCovered.
    """
    refuse_unless_may(actor, DECIDE)
    dispute, paid = _locked(dispute_id)
    giving_back.refuse_unless_impartial(actor.party_id, paid)
    if dispute.state != Dispute.State.OPEN and _is_the_same(dispute, actor, amount):
        return dispute
    _refuse_unless_open(dispute)
    made: Transfer | None = None
    if amount:
        made = refunds.post_refund(
            paid, dispute, key=key_for("decide-dispute", dispute.key), amount=amount,
            reason=decision, actor=actor.party_id, at=at,
        )  # fmt: skip
    giving_back.close_dispute(
        dispute, state=Dispute.State.UPHELD if amount else Dispute.State.DISMISSED,
        actor=actor.party_id, at=at, decision=decision, refund=made,
    )  # fmt: skip
    audit(verb="decide-dispute", thing="dispute", thing_id=dispute.id, actor=actor.party_id,
          amount=amount)  # fmt: skip
    return dispute


def _own_payment(transfer_id: int, payer: Party, at: datetime) -> Paid:
    transfer = Transfer.objects.filter(id=transfer_id, actor=payer.id).first()
    if transfer is None:
        raise NotFound
    if transfer.kind == Transfer.Kind.PAYMENT_ABROAD:
        raise DisputeAbroad
    if transfer.kind != Transfer.Kind.PAYMENT:
        raise NotFound
    days = rules_in_force(at).rules.refunds.dispute_days
    if not may_still_report(paid_at=transfer.at, days=days, now=at):
        raise DisputeTooLate(days=days)
    return giving_back.paid_of(giving_back.lock_transfer(transfer_id))


def _refuse_unless_new(paid: Paid) -> None:
    before = Dispute.objects.filter(transfer=paid.transfer).exclude(
        state=Dispute.State.WITHDRAWN
    ).first()  # fmt: skip
    if before is not None and before.state == Dispute.State.OPEN:
        raise DisputeOpen
    if before is not None:
        raise DisputeDecided(state=before.state)
    if not paid.left:
        raise AlreadyReversed


def _locked(dispute_id: int) -> tuple[Dispute, Paid]:
    """The dispute and its payment, both locked. Raises NotFound."""
    transfer_id = (
        Dispute.objects.filter(id=dispute_id).values_list("transfer_id", flat=True).first()
    )
    if transfer_id is None:
        raise NotFound
    paid = giving_back.paid_of(giving_back.lock_transfer(transfer_id))
    dispute = Dispute.objects.select_for_update(of=("self",)).select_related("hold").get(
        id=dispute_id
    )  # fmt: skip
    return dispute, paid


def _refuse_unless_open(dispute: Dispute) -> None:
    if dispute.state != Dispute.State.OPEN:
        raise DisputeDecided(state=dispute.state)


def _refuse_unless_of_shop(actor: Person, paid: Paid) -> None:
    """Raises NotFound: who reports does not speak for the shop, and a stranger sees nothing."""
    is_of_shop = acts_for(person_party=actor.party_id, party=paid.payee.id)
    if not is_of_shop or actor.party_id == paid.payer.id:
        raise NotFound


def _is_the_same(dispute: Dispute, actor: Person, amount: int) -> bool:
    gave = 0
    if dispute.refund is not None:
        gave = sum(entry.amount for entry in dispute.refund.entries.filter(amount__gt=0))
    is_decided = dispute.state in {Dispute.State.UPHELD, Dispute.State.DISMISSED}
    return is_decided and (dispute.decided_by, gave) == (actor.party_id, amount)

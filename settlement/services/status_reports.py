"""The bank's answer to a batch (pain.002): which lines it will not carry out.

Acceptance is no payment: only a statement settles. "Duplicate" is no refusal either: the bank has
the file already, so nothing of it may be paid again.
"""

from datetime import datetime
from typing import Final

from settlement import errors
from settlement.bank.pain002 import StatusReport
from settlement.models import Payout, PayoutBatch
from settlement.services.batches import HANDED_OVER, lock_batch
from settlement.services.outcomes import close_if_answered, note_answer, reject_payout

REJECTED: Final = "RJCT"
# ISO 20022 external status reason: AM05 duplication, DUPL duplicate payment.
DUPLICATE: Final = frozenset({"AM05", "DUPL"})


def read_status_report(report: StatusReport, *, now: datetime) -> int:
    """Take the bank's word on a batch; returns how many lines it refused. Raises UnknownBatch."""
    known = PayoutBatch.objects.filter(
        message_id=report.original_message_id, state__in=HANDED_OVER
    ).first()
    if known is None:
        raise errors.UnknownBatch
    batch = lock_batch(known.id)
    note_answer(batch, now)
    refused = _refused_lines(report, batch)
    for payout, reason in refused:
        reject_payout(payout_id=payout.id, reason=reason, now=now)
    close_if_answered(batch.id, now)
    return len(refused)


def _refused_lines(report: StatusReport, batch: PayoutBatch) -> list[tuple[Payout, str]]:
    lines = Payout.objects.filter(batch=batch, state=Payout.State.SENT).order_by("id")
    if report.group_status == REJECTED:
        if report.reason in DUPLICATE:
            return []
        return [(line, report.reason) for line in lines]
    reasons = {
        answer.end_to_end_id: answer.reason
        for answer in report.lines
        if answer.status == REJECTED and answer.reason not in DUPLICATE
    }
    return [(line, reasons[line.end_to_end_id]) for line in lines if line.end_to_end_id in reasons]

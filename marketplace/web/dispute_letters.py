"""Letters about payments that are reported, decided or put right: to the resident and the shop.

No sum stands in a subject: it is what a locked phone shows to everybody.
"""

from collections.abc import Iterator

from django.urls import reverse

from currency.models import Dispute, Transfer
from marketplace.queries.payments import (
    FoundPayment,
    owners_of,
    payment_of_console,
    reason_of_correction,
)
from marketplace.web.letters import letter
from tenants.messages.letters import Letter


def letters_of_report(dispute: Dispute) -> Iterator[Letter]:
    """A customer reported a payment: to the owners of the shop."""
    payment = payment_of_console(dispute.transfer_id)
    for owner in owners_of(payment.shop):
        yield letter(
            owner, "dispute-opened",
            path=reverse("marketplace:till-dispute", args=[dispute.id]),
            context={"dispute": dispute, "payment": payment},
        )  # fmt: skip


def letters_of_decision(dispute: Dispute) -> Iterator[Letter]:
    """How a report ended: to both sides."""
    payment = payment_of_console(dispute.transfer_id)
    given = next((one.amount for one in payment.refunds if one.transfer_id == dispute.refund_id), 0)
    context = {"dispute": dispute, "payment": payment, "given": given}
    if dispute.state != Dispute.State.WITHDRAWN:
        yield letter(
            payment.payer.person, "dispute-decided",
            path=_receipt(payment), context=context,
        )  # fmt: skip
    for owner in owners_of(payment.shop):
        yield letter(
            owner, "dispute-decided-shop",
            path=reverse("marketplace:till-dispute", args=[dispute.id]), context=context,
        )  # fmt: skip


def letters_of_correction(made: Transfer) -> Iterator[Letter]:
    """Staff gave a payment back: to both sides, with the reason."""
    payment = payment_of_console(int(made.reverses_id or made.refunds_id or 0))
    given = next(one.amount for one in payment.refunds if one.transfer_id == made.id)
    context = {"payment": payment, "given": given, "reason": reason_of_correction(made)}
    yield letter(
        payment.payer.person, "corrected",
        path=_receipt(payment), context=context,
    )  # fmt: skip
    for owner in owners_of(payment.shop):
        yield letter(
            owner, "corrected-shop",
            path=reverse("marketplace:till-statement"), context=context,
        )  # fmt: skip


def _receipt(payment: FoundPayment) -> str:
    code = payment.transfer.facts.get("code", "")
    return reverse("currency:receipt", args=[code]) if code else reverse("currency:statement")

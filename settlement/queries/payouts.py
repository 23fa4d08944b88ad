"""Reads about what shops are owed, and about batches of payouts. Cents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from settlement.bank.iban import is_iban, plain_iban
from settlement.models import Payout, PayoutBatch, PayoutPart, Redemption
from settlement.payees import Payee, payees
from tenants.errors import NotFound
from tenants.people.models import Party
from tenants.sealed import blind_index

# After these answers the same account number is not tried again: ISO 20022 external reason codes
# that begin so speak of the payee's account.
ACCOUNT_REASON: Final = "AC"
SILENT_AFTER: Final = timedelta(hours=24)
HOLD_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "no-iban": _("Deze ondernemer heeft nog geen rekeningnummer."),
    "iban-invalid": _("Het rekeningnummer klopt niet."),
    "account-refused": _("De bank weigerde dit rekeningnummer. Vraag om een ander."),
}


@dataclass(frozen=True)
class Payable:
    """What one shop is owed and not yet in a batch. `hold` says why it cannot be paid, or ""."""

    merchant: Party
    payee: Payee
    cents: int
    redemptions: Sequence[Redemption]
    hold: str

    @property
    def hold_sentence(self) -> str | Promise:
        """Why it waits, for a person."""
        return HOLD_SENTENCES.get(self.hold, "")


def queued_redemptions() -> QuerySet[Redemption]:
    """Redemptions that stand in no live payout, oldest first."""
    live = PayoutPart.objects.filter(redemption=OuterRef("pk"), is_live=True)
    return Redemption.objects.filter(~Exists(live)).order_by("at", "id")


def queued_cents(merchant: Party) -> int:
    """What this shop is owed and not yet in a batch."""
    queued = queued_redemptions().filter(merchant=merchant)
    return queued.aggregate(total=Sum("cents"))["total"] or 0


def payables() -> Sequence[Payable]:
    """Every shop that is owed something, by name; four queries however many shops there are."""
    by_shop: dict[Party, list[Redemption]] = {}
    for redemption in queued_redemptions().select_related("merchant"):
        by_shop.setdefault(redemption.merchant, []).append(redemption)
    known = payees([shop.id for shop in by_shop])
    refused = _refused_accounts()
    found = [
        Payable(
            merchant=shop,
            payee=(payee := known.get(shop.id, Payee(shop.name, shop.name, ""))),
            cents=sum(redemption.cents for redemption in redemptions),
            redemptions=redemptions,
            hold=_hold(payee, refused.get(shop.id)),
        )
        for shop, redemptions in by_shop.items()
    ]
    return sorted(found, key=lambda payable: payable.payee.name.casefold())


def batches() -> QuerySet[PayoutBatch]:
    """All batches without their bytes, newest first."""
    return PayoutBatch.objects.defer("file").order_by("-sequence")


def batch(batch_id: int) -> PayoutBatch:
    """A batch by its id. Raises NotFound."""
    found = batches().filter(id=batch_id).first()
    if found is None:
        raise NotFound
    return found


def lines_of(batch: PayoutBatch) -> QuerySet[Payout]:
    """The lines of a batch, by the name on the account; lines left out are no lines."""
    lines = Payout.objects.filter(batch=batch).select_related("merchant")
    if batch.state != PayoutBatch.State.CANCELLED:
        lines = lines.exclude(state=Payout.State.CANCELLED)
    return lines.order_by("account_name", "id")


def lines_outdated(lines: Sequence[Payout]) -> set[UUID]:
    """The lines of a draft whose shop asked its euros elsewhere since; by their ids."""
    known = payees([line.merchant_id for line in lines])
    return {
        line.id
        for line in lines
        if (payee := known.get(line.merchant_id))
        and line.iban_index != blind_index(plain_iban(payee.iban))
    }


def states_of(batch: PayoutBatch) -> Mapping[str, tuple[int, int]]:
    """For each state of the batch's lines how many there are, and their cents together."""
    rows = (
        Payout.objects.filter(batch=batch)
        .order_by()
        .values_list("state")
        .annotate(count=Count("id"), cents=Sum("cents"))
    )
    return {state: (count, cents) for state, count, cents in rows}


def silent_batches(now: datetime) -> QuerySet[PayoutBatch]:
    """Batches the bank has had for a day without a word: ask the bank, never send again."""
    return batches().filter(
        state=PayoutBatch.State.SENT, answered_at=None, sent_at__lt=now - SILENT_AFTER
    )


def payouts_of(merchant: Party) -> QuerySet[Payout]:
    """A shop's payouts that were not called off, newest first."""
    return (
        Payout.objects.filter(merchant=merchant)
        .exclude(state=Payout.State.CANCELLED)
        .select_related("batch")
        .order_by("-batch__sequence")
    )


def _refused_accounts() -> Mapping[UUID, str]:
    """For each shop the index of the account the bank refused last, if it was the last tried."""
    latest = (
        Payout.objects.exclude(state=Payout.State.CANCELLED)
        .order_by("merchant_id", "-batch__sequence")
        .distinct("merchant_id")
        .values_list("merchant_id", "state", "reason", "iban_index")
    )
    failed = {Payout.State.REJECTED, Payout.State.RETURNED}
    return {
        merchant: index
        for merchant, state, reason, index in latest
        if state in failed and reason.startswith(ACCOUNT_REASON)
    }


def _hold(payee: Payee, refused_index: str | None) -> str:
    if not payee.iban:
        return "no-iban"
    if not is_iban(payee.iban):
        return "iban-invalid"
    if refused_index and blind_index(payee.iban) == refused_index:
        return "account-refused"
    return ""

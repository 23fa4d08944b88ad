"""What was given back of payments, and what residents reported. Amounts in minor units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from currency.models import Dispute, Entry, Transfer
from tenants.people.models import Party


@dataclass(frozen=True)
class GivenBack:
    """Something given back of a payment, at one moment."""

    transfer_id: int
    at: datetime
    amount: int
    is_whole: bool


def refunds_of(transfer_ids: Iterable[int]) -> dict[int, list[GivenBack]]:
    """For each of these payments what was given back of it, first to last; one query."""
    wanted = list(transfer_ids)
    rows = (
        Entry.objects.filter(
            Q(transfer__refunds_id__in=wanted) | Q(transfer__reverses_id__in=wanted), amount__gt=0
        )
        .annotate(payment=Coalesce(F("transfer__refunds_id"), F("transfer__reverses_id")))
        .values("payment", "transfer_id", "transfer__at", "transfer__kind")
        .annotate(total=Sum("amount"))
        .order_by("transfer__at", "transfer_id")
    )
    found: dict[int, list[GivenBack]] = {}
    for row in rows:
        is_whole = row["transfer__kind"] == Transfer.Kind.REVERSAL
        given = GivenBack(row["transfer_id"], row["transfer__at"], row["total"], is_whole)
        found.setdefault(row["payment"], []).append(given)
    return found


def given_back_of(transfer_ids: Iterable[int]) -> dict[int, int]:
    """For each of these payments how much was given back in all; one query."""
    return {
        payment: sum(one.amount for one in given)
        for payment, given in refunds_of(transfer_ids).items()
    }


def dispute_of(transfer_id: int, party: Party) -> Dispute | None:
    """The latest report of this payer on a payment."""
    return (
        Dispute.objects.filter(transfer_id=transfer_id, party=party).order_by("-opened_at").first()
    )


def open_disputes() -> QuerySet[Dispute]:
    """Reports that wait for a decision, the one that waits longest first."""
    return _disputes().filter(state=Dispute.State.OPEN).order_by("opened_at", "id")


def dispute_count() -> int:
    """How many reports wait for a decision."""
    return Dispute.objects.filter(state=Dispute.State.OPEN).count()


def closed_disputes() -> QuerySet[Dispute]:
    """Reports that are over, the latest first."""
    return _disputes().exclude(state=Dispute.State.OPEN).order_by("-decided_at", "-id")


def disputes_at(payee: Party) -> QuerySet[Dispute]:
    """Reports on payments to this shop: those that are open first, then the latest."""
    return (
        _disputes()
        .filter(transfer__entries__account__holder=payee, transfer__entries__amount__gt=0)
        .order_by(Case(When(state=Dispute.State.OPEN, then=0), default=1), "-opened_at")
    )


def payees_of(transfer_ids: Sequence[int]) -> dict[int, Party]:
    """For each of these payments who received it; one query."""
    entries = Entry.objects.filter(transfer_id__in=transfer_ids, amount__gt=0)
    return {
        entry.transfer_id: entry.account.holder
        for entry in entries.select_related("account__holder")
    }


def _disputes() -> QuerySet[Dispute]:
    return Dispute.objects.select_related("transfer__request", "party", "hold", "refund")

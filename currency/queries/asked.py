"""Who asks whom: requests in a person's name, bills in shares, and what is paid again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from currency.errors import RequestUnknown
from currency.models import Contribution, PaymentRequest, SplitBill
from currency.paying_errors import ContributionUnknown
from tenants.people.models import Party


def asked_of(payer: Party, *, now: datetime) -> QuerySet[PaymentRequest]:
    """What others ask of this person and is still open, the oldest first."""
    return (
        PaymentRequest.objects.filter(
            payer=payer, state=PaymentRequest.State.OPEN, expires_at__gt=now
        )
        .select_related("payee__holder")
        .order_by("created_at", "id")
    )


def request_asked_of(request_id: UUID, payer: Party) -> PaymentRequest:
    """A request in this person's name. Raises RequestUnknown."""
    found = PaymentRequest.objects.filter(id=request_id, payer=payer).select_related(
        "payee__holder"
    )
    if (first := found.first()) is None:
        raise RequestUnknown
    return first


def asked_by(payee: Party) -> QuerySet[PaymentRequest]:
    """What this party asked, the newest first."""
    return (
        PaymentRequest.objects.filter(payee__holder=payee)
        .select_related("payee", "transfer")
        .order_by("-created_at", "-id")
    )


def bills_of(payee: Party) -> QuerySet[SplitBill]:
    """What this party asked in shares, the newest first."""
    return SplitBill.objects.filter(payee__holder=payee).order_by("-created_at", "-id")


@dataclass(frozen=True)
class BillState:
    """A bill and its shares, as they stand now; sums in minor units."""

    bill: SplitBill
    shares: Sequence[PaymentRequest]
    now: datetime

    @property
    def paid(self) -> int:
        """What came in."""
        return sum(one.amount for one in self.shares if one.state == PaymentRequest.State.PAID)

    @property
    def paid_count(self) -> int:
        """How many paid."""
        return sum(one.state == PaymentRequest.State.PAID for one in self.shares)

    @property
    def open(self) -> int:
        """What may still come in."""
        return sum(one.amount for one in self.shares if state_of(one, self.now) == "open")

    @property
    def is_over(self) -> bool:
        """Whether nothing comes any more."""
        return self.open == 0

    @property
    def told(self) -> list[tuple[PaymentRequest, str]]:
        """Each share with its state."""
        return [(one, state_of(one, self.now)) for one in self.shares]


def bill_state(bill_id: int, payee: Party, *, now: datetime) -> BillState:
    """One of this party's bills. Raises RequestUnknown."""
    bill = bills_of(payee).filter(id=bill_id).first()
    if bill is None:
        raise RequestUnknown
    # The largest first, of equals as they were made: the code parts them alike each time.
    shares = bill.shares.select_related("payee", "transfer").order_by("-amount", "code")
    return BillState(bill, list(shares), now)


def state_of(request: PaymentRequest, now: datetime) -> str:
    """Open, paid, cancelled, declined, or expired."""
    is_past = request.state == PaymentRequest.State.OPEN and request.expires_at <= now
    return "expired" if is_past else str(request.state)


def contributions_of(payer: Party) -> QuerySet[Contribution]:
    """What this payer pays again and again: what runs first, then what ended."""
    return (
        Contribution.objects.filter(payer=payer).select_related("payee").order_by("next_on", "-id")
    )


def contribution_of(contribution_id: int, payer: Party) -> Contribution:
    """One of this payer's. Raises ContributionUnknown."""
    found = contributions_of(payer).filter(id=contribution_id).first()
    if found is None:
        raise ContributionUnknown
    return found


def request_to_tell_of(request_id: UUID, state: str) -> PaymentRequest | None:
    """A request, if it still stands so."""
    return (
        PaymentRequest.objects.filter(id=request_id, state=state)
        .select_related("payer", "payee__holder")
        .first()
    )


def contribution_to_tell_of(contribution_id: int) -> Contribution | None:
    """A contribution with both its sides."""
    return Contribution.objects.select_related("payee").filter(id=contribution_id).first()

"""A payment as staff looks for it, and as letters tell of it. Amounts in minor units."""

from collections.abc import Sequence
from dataclasses import dataclass

from currency.models import Dispute, Entry, Transfer
from currency.queries import GivenBack, plain_code, refunds_of
from tenants.errors import NotFound
from tenants.people.models import Party, Person, Seat
from tenants.queries import current_tenant
from tenants.trail.models import AuditEvent


@dataclass(frozen=True)
class FoundPayment:
    """Who paid whom, what was given back of it, and whether it was reported."""

    transfer: Transfer
    payer: Party
    shop: Party
    amount: int
    refunds: Sequence[GivenBack]
    dispute: Dispute | None

    @property
    def given_back(self) -> int:
        """What was given back in all."""
        return sum(one.amount for one in self.refunds)

    @property
    def left(self) -> int:
        """What may still be given back."""
        return self.amount - self.given_back


def payment_found(text: str) -> FoundPayment | None:
    """The payment with this code ("HE234567") or number of a receipt ("HE-1234"), or None."""
    plain, own = plain_code(text), current_tenant().code
    payments = Transfer.objects.filter(kind=Transfer.Kind.PAYMENT)
    number = plain.removeprefix(own)
    found = payments.filter(request__code=plain).first() if plain else None
    if found is None and number.isascii() and number.isdigit() and len(number) < 19:
        found = payments.filter(id=int(number)).first()
    return _shown(found) if found else None


def payment_of_console(transfer_id: int) -> FoundPayment:
    """A payment by its id. Raises NotFound."""
    found = Transfer.objects.filter(id=transfer_id, kind=Transfer.Kind.PAYMENT).first()
    if found is None:
        raise NotFound
    return _shown(found)


def owners_of(shop: Party) -> Sequence[Person]:
    """Who answers for a shop."""
    return list(Person.objects.filter(seats__party=shop, seats__duty=Seat.Duty.OWNER))


def reason_of_correction(transfer: Transfer) -> str:
    """What staff wrote when it gave a payment back."""
    event = (
        AuditEvent.objects.filter(
            thing="transfer",
            thing_id=str(transfer.reverses_id or transfer.refunds_id),
            verb="reverse-transfer" if transfer.reverses_id else "refund-transfer",
            actor=transfer.actor,
        )
        .order_by("-id")
        .first()
    )
    return str(event.facts.get("reason", "")) if event else ""


def _shown(transfer: Transfer) -> FoundPayment:
    entries = list(
        Entry.objects.filter(transfer=transfer).select_related("account__holder")
    )  # fmt: skip
    received = next(entry for entry in entries if entry.amount > 0)
    payer = next(entry for entry in entries if entry.amount < 0)
    return FoundPayment(
        transfer=transfer,
        payer=payer.account.holder,
        shop=received.account.holder,
        amount=received.amount,
        refunds=refunds_of([transfer.id]).get(transfer.id, []),
        dispute=Dispute.objects.filter(transfer=transfer).order_by("-opened_at").first(),
    )

"""Who gets a shop's euros: the one place where settlement reads the shops of the marketplace."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from marketplace.models import Merchant
from tenants.people.models import Party, Person, Seat


@dataclass(frozen=True)
class Payee:
    """A shop's name, and the account it asked its euros on ("" where it gave none)."""

    name: str
    account_name: str
    iban: str


def payees(party_ids: Collection[UUID]) -> Mapping[UUID, Payee]:
    """The payee behind each party, in one query."""
    return {
        merchant.party_id: Payee(
            name=merchant.name,
            account_name=merchant.account_name or merchant.name,
            iban=merchant.iban or "",
        )
        for merchant in Merchant.objects.filter(party_id__in=list(party_ids))
    }


def shop_of(person: Person, standing_at: UUID | None = None) -> Party | None:
    """The shop this person answers for; None for staff and for people without a shop.

    Who has several gets the one they are standing at (its party), otherwise the oldest.
    """
    seats = Seat.objects.filter(
        person=person, duty=Seat.Duty.OWNER, party__kind=Party.Kind.MERCHANT
    ).select_related("party")
    owned = [seat.party for seat in seats.order_by("since", "id")]
    here = [party for party in owned if party.id == standing_at]
    return next(iter(here or owned), None)

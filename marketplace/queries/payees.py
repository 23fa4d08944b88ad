"""To whom a resident may contribute: shops, organisations, and neighbours paid before."""

from uuid import UUID

from django.db.models import Q, QuerySet

from currency.models import Transfer
from currency.rules.document import Paying
from marketplace.models import Merchant
from tenants.people.models import Party


def payees_of(payer: Party, paying: Paying) -> QuerySet[Party]:
    """By name. Neighbours alone whom this payer paid before: a list of residents is nobody's."""
    offered = Q(kind=Party.Kind.MERCHANT, merchant__state=Merchant.State.APPROVED) | Q(
        kind=Party.Kind.ORGANISATION
    )
    if paying.resident_to_resident:
        paid = Transfer.objects.filter(actor=payer.id, kind=Transfer.Kind.PERSONAL)
        offered |= Q(kind=Party.Kind.PERSON, accounts__entries__transfer__in=paid)
    ids: QuerySet[Party, UUID] = Party.objects.filter(offered).values_list("id", flat=True)
    return Party.objects.filter(id__in=ids).exclude(id=payer.id).order_by("name", "id")

"""Freeing the caps of agreements once what was spent under them is cleared."""

from django.db import transaction

from tenants.models import Agreement, Tenant


@transaction.atomic
def release_agreement_use(*, issuer: Tenant, acceptor: Tenant, amount: int) -> int:
    """Lower what is used between two tenants by `amount` of the issuer's minor units.

    A payment does not say under which of several agreements it fell: the oldest is freed first.
    Returns what could not be taken off; 0 unless something was used without being counted.
    """
    left = amount
    # In the order of their ids, as a payment locks one: two that release never deadlock.
    for agreement in (
        Agreement.objects.select_for_update()
        .filter(issuer=issuer, acceptor=acceptor, used__gt=0)
        .order_by("id")
    ):
        taken = min(left, agreement.used)
        agreement.used -= taken
        agreement.save(update_fields=["used"])
        left -= taken
    return left

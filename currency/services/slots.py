"""On how many accounts a busy shop receives, so that its customers do not wait for each other.

Whoever pays locks the shop's account until the payment is written to disk. Where many pay at the
same moment each waits for all before; spread over slots they do not. docs/decisions/busy-shops.md.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from currency.models import PaymentRequest, Pot
from tenants.people.models import Party

# So many requests in so long, and payments are likely to meet.
BUSY_FROM: Final = 16
WITHIN: Final = timedelta(minutes=1)
SLOTS_AT_MOST: Final = 32


def slot_for(key: UUID, payee: Party, pot: Pot, at: datetime) -> int:
    """The slot that a request made now, with this key, is to be paid on. 0 but for a busy shop."""
    if pot != Pot.MERCHANT:
        return 0
    recent = PaymentRequest.objects.filter(
        payee__holder=payee, payee__pot=pot, created_at__gt=at - WITHIN, created_at__lte=at
    )
    made = recent[:SLOTS_AT_MOST].count()
    return 0 if made < BUSY_FROM else key.int % made

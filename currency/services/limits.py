"""What the rules count for a person: raised by the posting itself, so nobody gets past a cap."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from currency.services.posting import Limit


def paid_per_day(*, payer: UUID, at: datetime, amount: int, cap: int | None) -> Limit:
    """What a payer pays in a day, as days are counted in Amsterdam. Minor units.

    A negative amount gives room back, on the day it was taken.
    """
    return Limit("paid-per-day", str(payer), localdate(at).isoformat(), amount, cap)

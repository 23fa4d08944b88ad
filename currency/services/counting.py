"""Counters of this tenant that are raised outside a posting (`tenants.services.counting`)."""

from typing import Final

from currency.models import Counter
from tenants.services.counting import lower_row, raise_row

UNLIMITED: Final = 2**62


def raise_counter(*, name: str, subject: str, period: str, add: int, cap: int | None) -> bool:
    """Count `add` more; False, and nothing counted, where that passes `cap` (None: never)."""
    most = UNLIMITED if cap is None else cap
    return raise_row(Counter, "used", add=add, cap=most, name=name, subject=subject, period=period)


def lower_counter(*, name: str, subject: str, period: str, amount: int) -> None:
    """Give back what was counted."""
    lower_row(Counter, "used", amount=amount, name=name, subject=subject, period=period)

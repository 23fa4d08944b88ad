"""Counters that are raised outside a posting: the cap is judged in the statement that raises.

Of two at once the second waits for the first and then sees what it counted.
"""

from typing import Final

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from currency.models import Counter

UNLIMITED: Final = 2**62
RAISE: Final = """
INSERT INTO currency_counter AS c (name, subject, period, used)
SELECT %(name)s, %(subject)s, %(period)s, %(add)s WHERE %(add)s <= %(cap)s
ON CONFLICT (name, subject, period) DO UPDATE SET used = c.used + excluded.used
    WHERE c.used + excluded.used <= %(cap)s
RETURNING used
"""


def raise_counter(*, name: str, subject: str, period: str, add: int, cap: int | None) -> bool:
    """Count `add` more; False, and nothing counted, where that passes `cap` (None: never)."""
    asked: dict[str, str | int] = {
        "name": name, "subject": subject, "period": period, "add": add,
        "cap": UNLIMITED if cap is None else cap,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RAISE, asked)
        return cursor.fetchone() is not None


def lower_counter(*, name: str, subject: str, period: str, amount: int) -> None:
    """Give back what was counted."""
    Counter.objects.filter(name=name, subject=subject, period=period).update(
        used=Greatest(F("used") - amount, 0)
    )

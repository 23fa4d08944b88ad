"""Counting what volunteers receive over the towns of a region. Writes in the public schema."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import connection
from django.db.models import F, Sum
from django.db.models.functions import Greatest

from tenants.models import VolunteerCount

# The cap is judged in the statement that raises the row: of two towns at once the second waits for
# the first and then sees what it wrote.
RAISE: Final = """
INSERT INTO public.tenants_volunteercount AS c (region_id, pseudonym, period, cents)
SELECT %(region)s, %(pseudonym)s, %(period)s, %(add)s WHERE %(add)s <= %(cap)s
ON CONFLICT (region_id, pseudonym, period) DO UPDATE SET cents = c.cents + excluded.cents
    WHERE c.cents + excluded.cents <= %(cap)s
RETURNING cents
"""


def raise_count(*, region_id: int, pseudonym: str, period: str, add: int, cap: int) -> bool:
    """Count `add` cents more in a period; False, and nothing counted, where that passes `cap`."""
    asked: dict[str, str | int] = {
        "region": region_id, "pseudonym": pseudonym, "period": period, "add": add, "cap": cap,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(RAISE, asked)
        return cursor.fetchone() is not None


def lower_count(*, region_id: int, pseudonym: str, period: str, cents: int) -> None:
    """Give back what was counted."""
    VolunteerCount.objects.filter(region_id=region_id, pseudonym=pseudonym, period=period).update(
        cents=Greatest(F("cents") - cents, 0)
    )


def counted(
    *, region_id: int, pseudonyms: Iterable[str], periods: Iterable[str]
) -> Mapping[str, int]:
    """Cents by period, under these pseudonyms together; a period without any is not in it."""
    rows = (
        VolunteerCount.objects.filter(
            region_id=region_id, pseudonym__in=list(pseudonyms), period__in=list(periods)
        )
        .values_list("period")
        .annotate(total=Sum("cents"))
    )
    return dict(rows)


def counted_each(
    *, region_id: int, pseudonyms: Iterable[str], periods: Iterable[str]
) -> Mapping[tuple[str, str], int]:
    """Cents by pseudonym and period; what was never counted is not in it."""
    rows = VolunteerCount.objects.filter(
        region_id=region_id, pseudonym__in=list(pseudonyms), period__in=list(periods)
    )
    return {
        (pseudonym, period): cents
        for pseudonym, period, cents in rows.values_list("pseudonym", "period", "cents")
    }

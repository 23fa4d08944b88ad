"""Counting what volunteers receive over the towns of a region. Writes in the public schema."""

from collections.abc import Iterable, Mapping

from django.db.models import Sum

from tenants.models import VolunteerCount
from tenants.services.counting import lower_row, raise_row


def raise_count(*, region_id: int, pseudonym: str, period: str, add: int, cap: int) -> bool:
    """Count `add` cents more in a period; False, and nothing counted, where that passes `cap`."""
    return raise_row(
        VolunteerCount, "cents", add=add, cap=cap,
        region_id=region_id, pseudonym=pseudonym, period=period,
    )  # fmt: skip


def lower_count(*, region_id: int, pseudonym: str, period: str, cents: int) -> None:
    """Give back what was counted."""
    lower_row(
        VolunteerCount, "cents", amount=cents,
        region_id=region_id, pseudonym=pseudonym, period=period,
    )  # fmt: skip


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

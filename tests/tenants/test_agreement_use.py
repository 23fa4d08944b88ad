"""Freeing an agreement's cap: the oldest first, never below nothing."""

from datetime import date
from uuid import uuid4

import pytest

from tenants.models import Agreement, Tenant
from tenants.services.agreement_use import release_agreement_use
from tests.settlement.cast import NOW


@pytest.fixture
def agreements(heerlen: Tenant, parkstad: Tenant) -> list[Agreement]:
    """One that was suspended with 300 used, and its successor with 200."""
    return [
        Agreement.objects.create(
            region=heerlen.region, issuer=heerlen, acceptor=parkstad, cap_outstanding=1_000,
            cap_payment=100, used=used, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1),
            proposed_by=uuid4(), proposed_at=NOW, state="suspended",
        )
        for used in (300, 200)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "used", "left"),
    [(100, [200, 200], 0), (400, [0, 100], 0), (500, [0, 0], 0), (600, [0, 0], 100)],
)
def test_the_oldest_agreement_is_freed_first(
    agreements: list[Agreement], amount: int, used: list[int], left: int
) -> None:
    issuer, acceptor = agreements[0].issuer, agreements[0].acceptor

    assert release_agreement_use(issuer=issuer, acceptor=acceptor, amount=amount) == left

    found = Agreement.objects.filter(id__in=[one.id for one in agreements]).order_by("id")
    assert [agreement.used for agreement in found] == used


def test_the_other_direction_stays_as_it_is(agreements: list[Agreement]) -> None:
    issuer, acceptor = agreements[0].issuer, agreements[0].acceptor

    assert release_agreement_use(issuer=acceptor, acceptor=issuer, amount=50) == 50

    agreements[0].refresh_from_db()
    assert agreements[0].used == 300

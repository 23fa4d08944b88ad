"""A shop that takes part, and a deal in it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from marketplace.offers.models import Deal
from marketplace.offers.services.claims import Claim, claim_deal
from marketplace.offers.services.deals import DealTerms, make_deal
from tests.marketplace.cast import Town
from tests.marketplace.till_cast import Shop, open_shop


@pytest.fixture
def shop(town: Town) -> Shop:
    return open_shop(town)


@pytest.fixture
def make(shop: Shop) -> Callable[..., Deal]:
    """`make(number=2, price=0)`: a deal of today and the next days."""
    return lambda **terms: a_deal(shop, **terms)


def a_deal(shop: Shop, **terms: Any) -> Deal:
    """A deal of today."""
    today = timezone.localdate()
    asked = {
        "title": "Koffie met vlaai", "starts_on": today, "ends_on": today + timedelta(days=3),
        "number": 2, "price": 350, **terms,
    }  # fmt: skip
    return make_deal(
        key=uuid4(), merchant_id=shop.merchant.id, terms=DealTerms(**asked), actor=shop.owner,
        now=timezone.now(),
    )  # fmt: skip


def claim(shop: Shop, deal: Deal, *, at: datetime | None = None, **more: Any) -> Claim:
    """Somebody at the till gives it."""
    asked = {"key": uuid4(), "actor": shop.owner, "till": shop.till, **more}
    return claim_deal(deal_id=deal.id, now=at or timezone.now(), **asked)

"""What a shop offers, inside a page of another corner."""

from typing import Any

from django import template
from django.utils import timezone

from marketplace.models import Merchant
from marketplace.offers import queries
from marketplace.offers.models import Deal
from marketplace.offers.web import words

register = template.Library()


@register.inclusion_tag("offers/_shop_offers.html", takes_context=True)
def shop_offers(context: dict[str, Any], shop: Merchant) -> dict[str, object]:
    """Its own words, its deals of today, and how much of a bill it takes in coins."""
    now = timezone.now()
    found = queries.running_deals(on=timezone.localdate(now), now=now).filter(merchant=shop)
    return {
        "page": queries.page_of(shop.id),
        "deals": found,
        "shop": shop,
        "tenant": context.get("tenant"),
    }


@register.filter
def deal_told(deal: Deal) -> str:
    """Its terms, its last day and how many are left."""
    return words.deal_told(deal)


@register.filter
def deal_price(deal: Deal) -> str:
    """What it costs, in words."""
    return words.price_told(deal)

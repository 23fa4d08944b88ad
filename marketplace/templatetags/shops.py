"""Which drawing stands for which sort of shop."""

from collections.abc import Mapping
from typing import Final

from django import template

from marketplace.models import Merchant

register = template.Library()
ICONS: Final[Mapping[str, str]] = {
    Merchant.Category.FOOD: "bread",
    Merchant.Category.GROCERY: "basket",
    Merchant.Category.CLOTHES: "shirt",
    Merchant.Category.HOME: "sofa",
    Merchant.Category.BIKE: "bike",
    Merchant.Category.CARE: "scissors",
    Merchant.Category.LEISURE: "ball",
}


@register.filter
def shop_icon(category: str) -> str:
    """The name of its icon."""
    return ICONS.get(category, "shop")

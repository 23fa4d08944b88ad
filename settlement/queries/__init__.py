"""Reads of settlement that pages, API and services share. Cents, and minor units of the coin."""

from settlement.queries.redeeming import (
    Ageing,
    ShopTurn,
    ageing,
    freeing_by_day,
    last_redemption,
    redemptions_of,
    shops_with_coins,
)

__all__ = [
    "Ageing",
    "ShopTurn",
    "ageing",
    "freeing_by_day",
    "last_redemption",
    "redemptions_of",
    "shops_with_coins",
]

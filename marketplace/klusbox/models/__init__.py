"""Tables of the klusbox: what there is, who borrows it, and where it has been."""

from marketplace.klusbox.models.lending import Loan, Reservation
from marketplace.klusbox.models.stock import Item, Kind, Klusbox
from marketplace.klusbox.models.trail import Movement, StockCount, StockLine

__all__ = [
    "Item",
    "Kind",
    "Klusbox",
    "Loan",
    "Movement",
    "Reservation",
    "StockCount",
    "StockLine",
]

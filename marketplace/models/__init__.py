"""Tables of the marketplace: klussen with their places, and shops with their tills."""

from marketplace.models.checkers import KlusChecker, PhotoTerm
from marketplace.models.shops import Merchant, Till
from marketplace.models.work import Klus, Proof, SignUp, Slot

__all__ = [
    "Klus",
    "KlusChecker",
    "Merchant",
    "PhotoTerm",
    "Proof",
    "SignUp",
    "Slot",
    "Till",
]

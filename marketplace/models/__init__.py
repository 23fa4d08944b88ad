"""Tables of the marketplace: klussen with their places, and shops with their tills."""

from marketplace.models.checkers import KlusChecker, PhotoTerm
from marketplace.models.policy import KlusPolicy
from marketplace.models.shops import Merchant, Till
from marketplace.models.waiting import WaitingEntry
from marketplace.models.work import Klus, Proof, SignUp, Slot

__all__ = [
    "Klus",
    "KlusChecker",
    "KlusPolicy",
    "Merchant",
    "PhotoTerm",
    "Proof",
    "SignUp",
    "Slot",
    "Till",
    "WaitingEntry",
]

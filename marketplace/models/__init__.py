"""Tables of the marketplace: klussen with their places, and shops with their tills."""

from marketplace.models.changes import KlusChange
from marketplace.models.checkers import KlusChecker, PhotoTerm
from marketplace.models.guard import SecondOpinion, WatchedWork
from marketplace.models.ideas import KlusIdea
from marketplace.models.partners import (
    AccountChange,
    Branch,
    ShopTerms,
    StaffInvitation,
    TermsAcceptance,
)
from marketplace.models.policy import KlusPolicy
from marketplace.models.shops import Merchant, Till
from marketplace.models.waiting import WaitingEntry
from marketplace.models.work import Klus, Proof, SignUp, Slot

__all__ = [
    "AccountChange",
    "Branch",
    "Klus",
    "KlusChange",
    "KlusChecker",
    "KlusIdea",
    "KlusPolicy",
    "Merchant",
    "PhotoTerm",
    "Proof",
    "SecondOpinion",
    "ShopTerms",
    "SignUp",
    "Slot",
    "StaffInvitation",
    "TermsAcceptance",
    "Till",
    "WaitingEntry",
    "WatchedWork",
]

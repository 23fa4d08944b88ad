"""The tables of the currency. Only `currency.services` writes.

Amounts are whole minor units of the account's unit: 1 heitje = 100, 1 euro = 100 cents.
"""

from currency.api.models import CommandKey  # Django finds its table from here.
from currency.models.cards import Card, CardPayment
from currency.models.disputes import Dispute
from currency.models.endings import EndNotice
from currency.models.hand_outs import ExpiryNotice, HandOut, HandOutLine
from currency.models.ledger import Account, Counter, Entry, Hold, Pot, Transfer, Unit
from currency.models.programmes import Programme
from currency.models.proof import Alarm, BookCheck, CoverDay, DaySeal, ProgrammeDay
from currency.models.requests import Contribution, PaymentRequest, SplitBill
from currency.models.rules import Replay, RuleSet
from currency.models.volunteers import VolunteerRoom

__all__ = [
    "Account",
    "Alarm",
    "BookCheck",
    "Card",
    "CardPayment",
    "CommandKey",
    "Contribution",
    "Counter",
    "CoverDay",
    "DaySeal",
    "Dispute",
    "EndNotice",
    "Entry",
    "ExpiryNotice",
    "HandOut",
    "HandOutLine",
    "Hold",
    "PaymentRequest",
    "Pot",
    "Programme",
    "ProgrammeDay",
    "Replay",
    "RuleSet",
    "SplitBill",
    "Transfer",
    "Unit",
    "VolunteerRoom",
]

"""Tables of the euros of one tenant. Only `settlement.services` writes here. Cents throughout."""

from settlement.models.bank import BankEntry, BankFile, TenantBankAccount
from settlement.models.journal import Administration, CostCentre, LedgerCode
from settlement.models.payouts import Payout, PayoutBatch, PayoutPart
from settlement.models.redemptions import Redemption

__all__ = [
    "Administration",
    "BankEntry",
    "BankFile",
    "CostCentre",
    "LedgerCode",
    "Payout",
    "PayoutBatch",
    "PayoutPart",
    "Redemption",
    "TenantBankAccount",
]

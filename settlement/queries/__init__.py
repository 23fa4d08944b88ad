"""Reads of settlement that pages, API and services share. Cents, and minor units of the coin."""

from settlement.queries.bank import (
    active_bank_account,
    bank_entry,
    bank_files,
    unmatched_entries,
)
from settlement.queries.payouts import (
    Payable,
    batch,
    batches,
    lines_of,
    lines_outdated,
    payables,
    payouts_of,
    queued_cents,
    silent_batches,
    states_of,
)
from settlement.queries.redeeming import (
    Ageing,
    ShopTurn,
    ageing,
    freeing_by_day,
    last_redemption,
    redemptions_of,
    shop_accounts,
    shops_with_coins,
)
from settlement.queries.shops import (
    Freeing,
    ShopEuros,
    Statement,
    shop_euros,
    shop_statement,
)

__all__ = [
    "Ageing",
    "Freeing",
    "Payable",
    "ShopEuros",
    "ShopTurn",
    "Statement",
    "active_bank_account",
    "ageing",
    "bank_entry",
    "bank_files",
    "batch",
    "batches",
    "freeing_by_day",
    "last_redemption",
    "lines_of",
    "lines_outdated",
    "payables",
    "payouts_of",
    "queued_cents",
    "redemptions_of",
    "shop_accounts",
    "shop_euros",
    "shop_statement",
    "shops_with_coins",
    "silent_batches",
    "states_of",
    "unmatched_entries",
]

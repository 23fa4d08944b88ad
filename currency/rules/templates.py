"""Rule sets to start from. Each is free of contradictions; `currency.rule_words` describes them.

Amounts are minor units: 100 is one coin.
"""

from collections.abc import Mapping
from typing import Final

from currency.rules.document import (
    Abroad,
    Expiry,
    Paying,
    Payments,
    PotRules,
    Pots,
    Redemption,
    Rewards,
    Rules,
    TopUp,
)

AS_USUAL: Final = "as-heerlen"
AS_HEERLEN: Final = Rules()
TIME_BANK: Final = Rules(
    rewards=Rewards(basis="hour", per_hour=100, per_klus=100, minimum=25, maximum=800),
    paying=Paying(resident_to_resident=True, shop_to_resident=True),
    payments=Payments(maximum=1_000, maximum_per_day=2_000, maximum_per_month=8_000),
    pots=Pots(order=("earned",), maximum_balance=10_000),
    redemption=Redemption(rhythm="on-request", holding_days=14),
    abroad=Abroad(spend=False, accept=False),
)
GIFT_CARD: Final = Rules(
    rewards=Rewards(enabled=False),
    pots=Pots(order=("emergency", "gift"), gift=PotRules(expiry=Expiry(kind="months", months=12))),
    abroad=Abroad(spend=False, accept=False),
)
TOP_UP: Final = Rules(
    payments=Payments(maximum_per_month=100_000),
    top_up=TopUp(
        enabled=True,
        minimum=1_000,
        maximum=10_000,
        maximum_per_month=20_000,
        bonus_bp=1_000,
        bonus_maximum_per_month=1_000,
    ),
)
TEMPLATES: Final[Mapping[str, Rules]] = {
    AS_USUAL: AS_HEERLEN,
    "time-bank": TIME_BANK,
    "gift-card": GIFT_CARD,
    "top-up": TOP_UP,
}

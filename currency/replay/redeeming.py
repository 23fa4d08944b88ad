"""What a shop would have been paid under the draft when it really was. Pure.

A redemption is looked at when it took place: what of the shop's coins is old enough then, whether
that is enough, and the fee. What is not paid then is in the next one.
"""

from dataclasses import dataclass
from typing import Final

from currency.replay.days import DAY
from currency.replay.state import Business
from currency.replay.terms import Terms
from currency.rules.verdicts import fee_of

_AGE: Final = "redemption.holding_days"


@dataclass(frozen=True)
class Redeemed:
    """Coins that leave the shop and the fee among them, in minor units; `rule` says why so many."""

    coins: int
    fee: int
    rule: str


def judge_redemption(terms: Terms, shop: Business, *, real: int, at: int, day: int) -> Redeemed:
    """What the draft makes of a redemption of `real` minor units at a moment."""
    rules = terms.rules.redemption
    ready = shop.grown_up(at - rules.holding_days * DAY)
    last = terms.rules.wind_down.last_redemption_on
    if last is not None and day > last.toordinal():
        return Redeemed(0, 0, "wind_down.last_redemption_on")
    if not ready or ready < rules.minimum:
        is_enough = real >= rules.minimum and ready < real
        return Redeemed(0, 0, _why(shop, _AGE if is_enough else "redemption.minimum"))
    return Redeemed(ready, fee_of(terms.rules, ready), _why(shop, _AGE))


def _why(shop: Business, rule: str) -> str:
    """A shop that would have received less than it did is paid less for that reason."""
    return shop.worst or rule

"""By how many people work is found good before it is rewarded. Pure."""

from currency.rules.document import Checking


def checkers_for(checking: Checking, amount: int) -> int:
    """How many different people; `amount` is what the work gives, in minor units."""
    if checking.several_from is not None and amount < checking.several_from:
        return 1
    return checking.checkers

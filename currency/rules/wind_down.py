"""How far a coin is on its way to its end, and what may still be done with it. Pure."""

from datetime import date
from enum import StrEnum

from currency import errors
from currency.rules.document import Rules, WindDown


class Phase(StrEnum):
    """What is over. Each day named in the rules is the last on which its thing may be done."""

    RUNNING = "running"
    NO_EARNING = "no-earning"
    NO_SPENDING = "no-spending"
    OVER = "over"


def phase(end: WindDown, on: date) -> Phase:
    """Where the coin stands on a day."""
    if end.last_redemption_on is not None and on > end.last_redemption_on:
        return Phase.OVER
    if end.last_spending_on is not None and on > end.last_spending_on:
        return Phase.NO_SPENDING
    if end.last_earning_on is not None and on > end.last_earning_on:
        return Phase.NO_EARNING
    return Phase.RUNNING


def refuse_unless_earning(rules: Rules, on: date) -> None:
    """No new coins come to anybody after the last day of earning. Raises EarningEnded."""
    if phase(rules.wind_down, on) != Phase.RUNNING:
        assert rules.wind_down.last_earning_on is not None, "without an end it runs"
        raise errors.EarningEnded(last_day=rules.wind_down.last_earning_on.isoformat())


def refuse_unless_spending(rules: Rules, on: date) -> None:
    """Nobody pays with coins after the last day of spending. Raises SpendingEnded."""
    if phase(rules.wind_down, on) in {Phase.NO_SPENDING, Phase.OVER}:
        assert rules.wind_down.last_spending_on is not None, "without an end it runs"
        raise errors.SpendingEnded(last_day=rules.wind_down.last_spending_on.isoformat())

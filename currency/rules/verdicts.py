"""Verdicts of the rules: values in, an answer or a refusal out."""

from currency import errors
from currency.rules.document import Rules


def refuse_unless_amount(amount: int, *, maximum: int) -> None:
    """Raises AmountNotPositive or AmountTooLarge. Minor units."""
    if amount < 1:
        raise errors.AmountNotPositive(amount=amount)
    if amount > maximum:
        raise errors.AmountTooLarge(amount=amount, maximum=maximum)


def refuse_unless_reward(rules: Rules, amount: int) -> None:
    """A reward per person stands between the rules' minimum and maximum.

    Raises EarningOff, RewardOutside.
    """
    if not rules.rewards.enabled:
        raise errors.EarningOff
    if not rules.rewards.minimum <= amount <= rules.rewards.maximum:
        raise errors.RewardOutside(
            amount=amount, minimum=rules.rewards.minimum, maximum=rules.rewards.maximum
        )


def fee_of(rules: Rules, amount: int) -> int:
    """The redemption fee in minor units, rounded down: the rest is the shop's."""
    return amount * rules.redemption.fee_bp // 10_000

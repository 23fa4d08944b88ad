"""What two fields of the rules say together that cannot both be meant. Pure."""

from collections.abc import Iterator

from currency.rules.document import Rules


def contradictions(rules: Rules) -> list[str]:
    """The fields at fault by their paths ("payments.maximum"), in the order of the document."""
    return [*_rewards(rules), *_payments(rules), *_pots(rules)]


def _rewards(rules: Rules) -> Iterator[str]:
    if rules.rewards.minimum > rules.rewards.maximum:
        yield "rewards.minimum"
    # Nobody could ever be given it.
    if rules.rewards.maximum > rules.pots.maximum_balance:
        yield "rewards.maximum"


def _payments(rules: Rules) -> Iterator[str]:
    if rules.payments.maximum > rules.payments.maximum_per_day:
        yield "payments.maximum"


def _pots(rules: Rules) -> Iterator[str]:
    # What is earned in a pot that nobody may spend is worth nothing.
    if len(set(rules.pots.order)) < len(rules.pots.order) or "earned" not in rules.pots.order:
        yield "pots.order"

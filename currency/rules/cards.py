"""When the code of a card is enough, and when its PIN is needed. Pure."""

from currency.rules.document import Cards


def needs_pin(cards: Cards, *, amount: int, without_pin_today: int) -> bool:
    """Whether a payment of `amount` minor units asks for the PIN.

    `without_pin_today` is what the card paid today by its code alone.
    """
    if amount > cards.pin_above:
        return True
    return without_pin_today + amount > cards.without_pin_per_day

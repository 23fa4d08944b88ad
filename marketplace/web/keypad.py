"""What a key of the till does to the sum that stands there, and what that sum is worth. Pure."""

from dataclasses import dataclass
from typing import Final

DIGITS: Final = frozenset("0123456789")
WHOLE_DIGITS: Final = 6


def keyed(text: str, key: str) -> str:
    """The sum after this key; a key that makes no sense changes nothing."""
    if key == "wis":
        return text[:-1]
    whole, comma, decimals = text.partition(",")
    if key == ",":
        return text if comma else f"{whole or '0'},"
    if key not in DIGITS:
        return text
    if comma:
        return text if len(decimals) >= 2 else text + key
    if whole == "0":
        return key
    return text if len(whole) >= WHOLE_DIGITS else text + key


@dataclass(frozen=True)
class KeyedSum:
    """The sum as it stands on the till: its signs, minor units, cents, and what is the most.

    `text` that no keypad could have made (it was typed) counts as nothing: the form judges it.
    """

    text: str
    maximum: int
    coin_value_cents: int

    @property
    def amount(self) -> int:
        """Minor units: "7," is 700, "7,5" is 750."""
        whole, _, decimals = self.text.partition(",")
        signs = whole + decimals
        if not (signs.isascii() and signs.isdigit()) or len(decimals) > 2 or len(whole) > 9:
            return 0
        return int(whole or 0) * 100 + int(decimals.ljust(2, "0"))

    @property
    def shown(self) -> str:
        """What the screen shows: the signs as they were keyed."""
        return self.text if self.amount or set(self.text) <= {"0", ","} else "0"

    @property
    def cents(self) -> int:
        """Euro cents, rounded down as a shop's payout is."""
        return self.amount * self.coin_value_cents // 100

    @property
    def is_over(self) -> bool:
        """Whether it is above what the rules allow at once."""
        return self.amount > self.maximum

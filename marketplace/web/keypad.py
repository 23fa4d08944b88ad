"""What a key of the till does to the sum that stands there. Pure."""

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

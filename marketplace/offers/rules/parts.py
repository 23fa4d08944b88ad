"""Paying a part of a bill in coins and the rest in another way. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Coins in minor units, and what is left to pay in cents of euros."""

    coins: int
    rest_cents: int


def most_of(total_cents: int, *, percent: int, coin_value_cents: int) -> int:
    """The most that may be paid of a bill in coins, in minor units, rounded down."""
    return total_cents * percent // coin_value_cents


def part_of(total_cents: int, coins: int, *, coin_value_cents: int) -> Part:
    """What is left of a bill after so many coins; what they are worth is rounded down to a cent."""
    return Part(coins, max(0, total_cents - coins * coin_value_cents // 100))

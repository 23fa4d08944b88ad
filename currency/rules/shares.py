"""A bill in equal shares, exact to the minor unit. Pure."""

from typing import Final

FEWEST: Final = 2
MOST: Final = 20


def equal_shares(total: int, people: int) -> list[int]:
    """`total` in so many shares that add up exactly; the first ones pay the minor units left over.

    No two differ by more than one minor unit.
    """
    share, left_over = divmod(total, people)
    return [share + 1] * left_over + [share] * (people - left_over)

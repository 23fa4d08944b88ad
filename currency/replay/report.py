"""What a replay found, as typed values that a page shows and the database keeps. Never a name."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Effect(StrEnum):
    """In which way something would have gone otherwise."""

    REFUSED = "refused"  # the draft says no
    SHORT = "short"  # there would have been too little, because of an earlier difference
    OTHER_POT = "other-pot"  # paid, but out of other pots
    EARNED = "earned"  # a reward or a bonus of another size
    EXPIRED = "expired"  # coins that would have gone, by age or by lying still
    PAID = "paid"  # what shops get for their coins


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Part):
    """One case: the transfer where there is one, its day and kind, and minor units."""

    transfer: int | None
    on: date
    kind: str
    amount: int


class Difference(_Part):
    """All transfers of one kind that one rule, by its path in the document, does one thing to.

    `amount` is the sum of what is meant by the effect, in minor units: what was refused, what came
    out of another pot, or how much more (negative: less) was earned, expired or paid out. `parties`
    is how many residents or shops it touches.
    """

    rule: str
    effect: Effect
    kind: str
    count: int
    amount: int
    parties: int
    examples: tuple[Example, ...]


class Happened(_Part):
    """How much of a kind really took place, to see the differences against. Minor units."""

    kind: str
    count: int
    amount: int


class Report(_Part):
    """The whole answer: from which day up to which, over how many transfers."""

    format: Literal[1] = 1
    months: int
    since: date
    until: date
    transfers: int
    happened: tuple[Happened, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to replay."""
        return self.transfers == 0

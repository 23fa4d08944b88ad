"""The rules of one currency as one typed document, kept in versions by `currency.models.RuleSet`.

Amounts are minor units (1 heitje = 100), terms whole days or seconds, fees basis points. What one
field can say is judged here; what two say together is judged by `currency.rules.contradictions`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MinorUnits = Annotated[int, Field(ge=0, le=100_000_000_00)]
PositiveMinorUnits = Annotated[int, Field(ge=1, le=100_000_000_00)]


class Section(BaseModel):
    """A part of the document: nothing unknown in it, and never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rewards(Section):
    """What a klus may give one person: at least, at most, and the usual sum for an hour."""

    per_hour: PositiveMinorUnits = 500
    minimum: PositiveMinorUnits = 100
    maximum: PositiveMinorUnits = 5_000


class Payments(Section):
    """Limits of paying: per payment, per person and day, and how long a request stays open."""

    maximum: PositiveMinorUnits = 15_000
    maximum_per_day: PositiveMinorUnits = 30_000
    request_lifetime_s: Annotated[int, Field(ge=30, le=86_400)] = 300


class Pots(Section):
    """In which order a resident's pots are spent, and how much one person may have in all."""

    order: tuple[Literal["gift", "earned"], ...] = ("gift", "earned")
    maximum_balance: PositiveMinorUnits = 50_000


class Redemption(Section):
    """When a shop's coins become euros: age, fee, the least sum, and how often by itself."""

    holding_days: Annotated[int, Field(ge=0, le=90)] = 7
    fee_bp: Annotated[int, Field(ge=0, le=2_000)] = 0
    minimum: MinorUnits = 0
    rhythm: Literal["weekly", "monthly", "on-request"] = "weekly"


class Rules(Section):
    """The whole document."""

    format: Literal[1] = 1
    rewards: Rewards = Rewards()
    payments: Payments = Payments()
    pots: Pots = Pots()
    redemption: Redemption = Redemption()

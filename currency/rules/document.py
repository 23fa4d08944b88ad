"""The rules of one currency as one typed document, kept in versions by `currency.models.RuleSet`.

Amounts are minor units (1 heitje = 100), amounts of the volunteer's law cents of euros, terms whole
days, months or seconds, shares basis points. What a field alone can say is judged here; what two
fields say together is judged by `currency.rules.contradictions`.
"""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MinorUnits = Annotated[int, Field(ge=0, le=100_000_000_00)]
PositiveMinorUnits = Annotated[int, Field(ge=1, le=100_000_000_00)]
Cents = Annotated[int, Field(ge=1, le=100_000_000_00)]
BasisPoints = Annotated[int, Field(ge=0, le=10_000)]
PotName = Literal["gift", "emergency", "topped-up", "earned"]
# No control signs: a word stands on a screen, and the database keeps no NUL.
Category = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f\x7f]+$")]
Word = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Section(BaseModel):
    """A part of the document: nothing unknown in it, and never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Coin(Section):
    """Words and value of the coin where this version changes them; None: as the town has them."""

    singular: Word | None = None
    plural: Word | None = None
    value_cents: Annotated[int, Field(ge=1, le=100_00)] | None = None


class Rewards(Section):
    """What a klus may give one person: at least, at most, and the usual sum for an hour or a klus.

    With `enabled` off nothing is earned: coins are only given or bought. `basis` says by which of
    the two sums a new klus is reckoned. `group_split` divides the reward of a
    group klus: alike, or by the minutes each was there; always to the minor unit.
    `organiser_per_month` is the most one organiser may promise in a calendar month.
    """

    enabled: bool = True
    basis: Literal["hour", "klus"] = "hour"
    per_hour: PositiveMinorUnits = 500
    per_klus: PositiveMinorUnits = 500
    minimum: PositiveMinorUnits = 100
    maximum: PositiveMinorUnits = 5_000
    group_split: Literal["alike", "by-time"] = "alike"
    organiser_per_month: PositiveMinorUnits | None = None


class Checking(Section):
    """Who finds work good: how many people, and how long a resident may ask for a second look.

    With `several_from` more than one person is needed for rewards from this sum on alone; None: for
    all. Nobody checks their own work or that of their household, whatever stands here.
    """

    checkers: Annotated[int, Field(ge=1, le=3)] = 1
    several_from: PositiveMinorUnits | None = None
    second_look_days: Annotated[int, Field(ge=0, le=60)] = 14


class Fairness(Section):
    """How klussen are spread over people: how often the same one, who goes first, what is near.

    `first_timers_hours` after a klus is shown it is for who was never rewarded before;
    `walk_minutes` is how far a list of klussen reaches until somebody asks for more.
    """

    times_same_klus: Annotated[int, Field(ge=1, le=365)] | None = None
    first_timers_hours: Annotated[int, Field(ge=0, le=168)] = 0
    walk_minutes: Annotated[int, Field(ge=5, le=60)] = 15


class VolunteerNorm(Section):
    """What the tax authority lets a volunteer receive from a day on. Cents of euros."""

    since: date
    hourly: Cents
    hourly_under_21: Cents
    month: Cents
    year: Cents


NORM_2025: Final = VolunteerNorm(
    since=date(2025, 1, 1), hourly=560, hourly_under_21=330, month=210_00, year=2_100_00
)


class Volunteers(Section):
    """The limits of the law on a volunteer's allowance (Wet IB 2001, Handboek Loonheffingen).

    Counted over all organisations of the tenant together; with `across_region` also over the other
    tenants of the region, by a keyed pseudonym.
    """

    applies: bool = True
    across_region: bool = True
    norms: tuple[VolunteerNorm, ...] = (NORM_2025,)


class Paying(Section):
    """Who may pay whom. A resident may always pay a shop or an organisation."""

    resident_to_resident: bool = False
    shop_to_shop: bool = False
    shop_to_resident: bool = False


class Payments(Section):
    """Limits of paying: at once, per person and day or month, and how long a request stays open."""

    maximum: PositiveMinorUnits = 15_000
    maximum_per_day: PositiveMinorUnits = 30_000
    maximum_per_month: PositiveMinorUnits | None = None
    request_lifetime_s: Annotated[int, Field(ge=30, le=86_400)] = 300
    personal_request_lifetime_days: Annotated[int, Field(ge=1, le=60)] = 14


class Cards(Section):
    """Cards for people without a phone, and until where the printed code is enough.

    Above `pin_above` at once, or above `without_pin_per_day` in all on one day, a card asks for
    its PIN; 0 is always.
    """

    enabled: bool = False
    pin_above: MinorUnits = 1_000
    without_pin_per_day: MinorUnits = 2_000


class Expiry(Section):
    """When coins in a pot expire: never, some months after they came in, or all on one day.

    Oldest first: what is spent is what came in first. Months are calendar months; what came in on
    the 31st expires on the last day of a shorter month.
    """

    kind: Literal["never", "months", "date"] = "never"
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    on: date | None = None


class PotRules(Section):
    """What holds for one pot. None: no limit of its own. No categories: good at every shop."""

    maximum_payment: PositiveMinorUnits | None = None
    maximum_per_day: PositiveMinorUnits | None = None
    maximum_per_month: PositiveMinorUnits | None = None
    maximum_balance: PositiveMinorUnits | None = None
    categories: tuple[Category, ...] = ()
    abroad: bool = True
    expiry: Expiry = Expiry()


class Pots(Section):
    """In which order a resident's pots are spent, what holds for each, and the most in all.

    A pot that is not in `order` may not be spent.
    """

    order: tuple[PotName, ...] = ("emergency", "gift", "topped-up", "earned")
    maximum_balance: PositiveMinorUnits = 50_000
    earned: PotRules = PotRules()
    topped_up: PotRules = PotRules()
    gift: PotRules = PotRules()
    emergency: PotRules = PotRules()

    def of(self, pot: str) -> PotRules:
        """The rules of a pot by its name."""
        found: PotRules = getattr(self, pot.replace("-", "_"))
        return found


class Demurrage(Section):
    """What a balance loses each month, so that coins keep going round: a share of what is above.

    Taken on the first of the month over what lay there the whole month before.
    """

    share_bp: Annotated[int, Field(ge=0, le=2_000)] = 0
    above: MinorUnits = 0
    pots: tuple[PotName, ...] = ("earned",)


class Redemption(Section):
    """When a shop's coins become euros: age, fee, the least sum, and how often by itself."""

    holding_days: Annotated[int, Field(ge=0, le=90)] = 7
    fee_bp: Annotated[int, Field(ge=0, le=2_000)] = 0
    minimum: MinorUnits = 0
    rhythm: Literal["weekly", "monthly", "on-request"] = "weekly"


class Refunds(Section):
    """Giving back: a shop may give back a part; above a sum, or later, staff does it."""

    partial: bool = True
    shop_maximum: PositiveMinorUnits | None = None
    dispute_days: Annotated[int, Field(ge=0, le=365)] = 30


class TopUp(Section):
    """Whether residents may buy coins, for how much, and what bonus comes with it."""

    enabled: bool = False
    minimum: PositiveMinorUnits = 500
    maximum: PositiveMinorUnits = 10_000
    maximum_per_month: PositiveMinorUnits = 20_000
    bonus_bp: BasisPoints = 0
    bonus_maximum_per_month: MinorUnits = 0


class Abroad(Section):
    """Coins across the town's borders, inside what the agreements allow.

    `spend` : residents may pay elsewhere; `accept`: shops here take coins of others.
    `maximum_payment` is what a resident may pay elsewhere at once.
    """

    spend: bool = True
    accept: bool = True
    maximum_payment: PositiveMinorUnits | None = None


class WindDown(Section):
    """How the coin ends: the last days of earning, of spending and of redeeming; None: never."""

    last_earning_on: date | None = None
    last_spending_on: date | None = None
    last_redemption_on: date | None = None


class Rules(Section):
    """The whole document."""

    format: Literal[1] = 1
    coin: Coin = Coin()
    rewards: Rewards = Rewards()
    checking: Checking = Checking()
    fairness: Fairness = Fairness()
    volunteers: Volunteers = Volunteers()
    paying: Paying = Paying()
    payments: Payments = Payments()
    cards: Cards = Cards()
    pots: Pots = Pots()
    demurrage: Demurrage = Demurrage()
    redemption: Redemption = Redemption()
    refunds: Refunds = Refunds()
    top_up: TopUp = TopUp()
    abroad: Abroad = Abroad()
    wind_down: WindDown = WindDown()

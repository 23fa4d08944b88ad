"""A town with a past to replay, made through the services, and what a draft finds in it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from currency.models import Hold, Pot
from currency.receipts import Receipt
from currency.replay import Difference, Report, replay
from currency.rules.document import Rules
from currency.services import rewards
from currency.services.holds import place_hold
from currency.services.posting import Transfer
from currency.services.reversals import reverse_transfer
from tenants.people.models import Party
from tests.cast import NOW, SOMEBODY, Town

MONTHS = 6
END = NOW + timedelta(days=1)


def on(day: int, hour: int = 12) -> datetime:
    """A moment in November, in Amsterdam."""
    return NOW.replace(day=day, hour=hour)


def pays(town: Town, payer: Party, shop: Party, amount: int, at: datetime = NOW) -> Receipt:
    """A resident pays at a shop."""
    return town.pays(payer, town.asks(shop, amount, at).code, at)


def rewarded(town: Town, resident: Party, amount: int, at: datetime = NOW) -> Transfer:
    """A resident gets a reward."""
    with town.here():
        account = town.account(town.programme.party, Pot.PROGRAMME)
        hold: Hold = place_hold(key=uuid4(), account_id=account, amount=amount, at=at)
        return rewards.reward(
            key=uuid4(), hold=hold, resident=resident, amount=amount, actor=SOMEBODY, at=at
        )


def reversed_(town: Town, transfer_id: int, at: datetime = NOW) -> Transfer:
    """Somebody of the municipality undoes it."""
    with town.here():
        return reverse_transfer(transfer_id=transfer_id, reason="fout", actor=SOMEBODY, at=at)


def replayed(town: Town, months: int = MONTHS, now: datetime = END, **draft: Any) -> Report:
    """What a draft would have made of the town's past."""
    with town.here():
        return replay(Rules.model_validate(draft), months, now=now)


def found(report: Report) -> list[tuple[str, str, int, int]]:
    """The differences as (rule, effect, how many, minor units), in alphabetical order."""
    sums: dict[tuple[str, str], list[int]] = {}
    for one in report.differences:
        tally = sums.setdefault((one.rule, one.effect.value), [0, 0])
        tally[0] += one.count
        tally[1] += one.amount
    return sorted((*named, count, amount) for named, (count, amount) in sums.items())


def only(report: Report) -> Difference:
    """The one difference there is."""
    (difference,) = report.differences
    return difference

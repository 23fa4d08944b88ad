"""What buying coins would give a resident now, and what was bought."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from currency.keys import key_for
from currency.models import Counter, Entry, Pot, Transfer
from currency.queries.rules import RulesInForce, rules_in_force
from tenants.people.models import Party, Person
from tenants.queries import current_tenant

BOUGHT: Final = "topped-up-per-month"
BONUS: Final = "bonus-per-month"


@dataclass(frozen=True)
class TopUpQuote:
    """What a resident gets for their euros: minor units of the coin, and cents."""

    amount: int
    cents: int
    bonus: int
    version: RulesInForce


@dataclass(frozen=True)
class TopUpReceipt:
    """Coins that were bought: minor units, and cents."""

    transfer: Transfer
    person: Person
    amount: int
    cents: int
    bonus: int


def quote_top_up(*, resident: Party, amount: int, at: datetime) -> TopUpQuote:
    """What `amount` minor units cost, and the bonus they bring. Raises NoRules.

    Euros are rounded up: the cover never gets less than the coins are worth. The bonus is rounded
    down, and is what the month still has room for.
    """
    version = rules_in_force(at)
    rules = version.rules.top_up
    used = Counter.objects.filter(name=BONUS, subject=str(resident.id), period=month_of(at))
    left = rules.bonus_maximum_per_month - (used.values_list("used", flat=True).first() or 0)
    return TopUpQuote(
        amount=amount,
        cents=-(-amount * current_tenant().coin_value_cents // 100),
        bonus=max(0, min(amount * rules.bonus_bp // 10_000, left)),
        version=version,
    )


def month_of(at: datetime) -> str:
    """The calendar month in Amsterdam, as counters know it."""
    return f"{localdate(at):%Y-%m}"


def top_ups() -> QuerySet[Transfer]:
    """All that was bought, the newest first."""
    return Transfer.objects.filter(kind=Transfer.Kind.TOP_UP).order_by("-id")


def receipt_of(transfer: Transfer) -> TopUpReceipt:
    """The receipt of what was bought, with its bonus."""
    entries = {entry.account.pot: entry for entry in _entries(transfer)}
    bonus = Transfer.objects.filter(key=bonus_key(transfer)).first()
    given = _entries(bonus).filter(account__pot=Pot.TOPPED_UP).first() if bonus else None
    bought = entries[Pot.TOPPED_UP]
    return TopUpReceipt(
        transfer=transfer,
        person=Person.objects.get(party_id=bought.account.holder_id),
        amount=bought.amount,
        cents=entries[Pot.COVER].amount,
        bonus=given.amount if given else 0,
    )


def bonus_key(transfer: Transfer) -> UUID:
    """The key of the bonus that came with what was bought."""
    return key_for("bonus", transfer.key)


def _entries(transfer: Transfer) -> QuerySet[Entry]:
    return Entry.objects.filter(transfer=transfer).select_related("account")

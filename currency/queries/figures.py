"""Sums over the whole house: each budget, now and as it was at a moment in the past."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet, Sum

from currency.models import Account, Entry, Pot, Programme, Transfer, Unit
from currency.queries.covering import STOOD, rows_of

# What came from `issued` less what went back there: a reward given back is no new money.
FUNDED: Final = """
    SELECT a.holder_id, sum(e.amount)::bigint FROM currency_account house
    JOIN currency_entry i ON i.account_id = house.id
    JOIN currency_transfer t ON t.id = i.transfer_id
    JOIN currency_entry e ON e.transfer_id = t.id
    JOIN currency_account a ON a.id = e.account_id AND a.pot = 'programme'
    WHERE house.pot = 'issued'
        AND t.posted_at < coalesce(%(moment)s::timestamptz, 'infinity'::timestamptz)
    GROUP BY a.holder_id"""
LEFT: Final = f"""{STOOD}
    SELECT holder_id, balance::bigint FROM stood WHERE pot = 'programme'"""  # noqa: S608 - as above


def programmes() -> QuerySet[Programme]:
    """All programmes with their neighbourhoods, by name."""
    return Programme.objects.select_related("neighbourhood", "party").order_by("name")


@dataclass(frozen=True)
class Budget:
    """A programme's coins: given in all, spent on rewards, reserved by klussen, free."""

    programme: Programme
    funded: int
    spent: int
    reserved: int

    @property
    def free(self) -> int:
        """Minor units that a new klus may still reserve."""
        return self.funded - self.spent - self.reserved

    @property
    def is_nearly_empty(self) -> bool:
        """Whether less than a tenth of what was given is free."""
        return self.free * 10 < self.funded


def ever_given(programme: Programme) -> int:
    """Minor units that were ever issued into a programme, also what went back since."""
    entries = Entry.objects.filter(account__holder=programme.party, account__pot=Pot.PROGRAMME)
    issued = entries.filter(transfer__kind=Transfer.Kind.ISSUE, transfer__reversed_by=None)
    return issued.aggregate(total=Sum("amount"))["total"] or 0


def budgets(moment: datetime | None = None) -> list[Budget]:
    """Every programme with its figures, by name; just before `moment`, None: now.

    What is reserved is always that of now.
    """
    held = dict(
        Account.objects.filter(pot=Pot.PROGRAMME, unit=Unit.COIN).values_list("holder_id", "held")
    )
    funded: dict[UUID, int] = dict(rows_of(FUNDED, moment=moment))
    left: dict[UUID, int] = dict(rows_of(LEFT, moment=moment))
    return [
        Budget(
            programme,
            funded=funded.get(programme.party_id, 0),
            spent=funded.get(programme.party_id, 0) - left.get(programme.party_id, 0),
            reserved=held.get(programme.party_id, 0),
        )
        for programme in programmes()
    ]

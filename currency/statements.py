"""Lines of a statement in words: what it was, with whom, in which municipality.

What only a room above knows, such as the title of a klus, that room tells by a describer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.timezone import localdate

from currency.models import Entry, Transfer
from currency.queries import names_across
from currency.receipts import PAYMENTS

# What the house took or sold is told by its kind: there is nobody at the other side.
BY_THE_HOUSE = frozenset(
    {
        Transfer.Kind.EXPIRY, Transfer.Kind.DEMURRAGE, Transfer.Kind.WIND_DOWN,
        Transfer.Kind.TOP_UP, Transfer.Kind.BONUS,
    }
)  # fmt: skip
Describer = Callable[[Sequence[Transfer]], Mapping[int, str]]
_describers: list[Describer] = []


def register_describer(describer: Describer) -> None:
    """Ask this function too what transfers were about; it answers titles by transfer id."""
    if describer not in _describers:
        _describers.append(describer)


@dataclass(frozen=True)
class Totals:
    """What came in and what went out over some entries, the latter below zero. Minor units."""

    came_in: int
    went_out: int


def totals_of(entries: QuerySet[Entry]) -> Totals:
    """The sums of these entries, in one query."""
    sums = entries.aggregate(
        came_in=Sum("amount", filter=Q(amount__gt=0)),
        went_out=Sum("amount", filter=Q(amount__lt=0)),
    )
    return Totals(sums["came_in"] or 0, sums["went_out"] or 0)


@dataclass(frozen=True)
class Line:
    """An entry with its words. `town` is the other municipality of a payment there, else "".

    `code` finds the receipt of a payment; "" for everything else.
    """

    entry: Entry
    title: str
    town: str
    code: str

    @property
    def day(self) -> date:
        """The day in town."""
        return localdate(self.entry.transfer.at)


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """A line for each entry, in the order given: one query, and one for each describer."""
    shown = list(entries)
    names = names_across(shown)
    titles: dict[int, str] = {}
    for describer in _describers:
        titles |= describer([entry.transfer for entry in shown])
    return [_line(entry, names, titles) for entry in shown]


def _line(entry: Entry, names: Mapping[int, str], titles: Mapping[int, str]) -> Line:
    transfer = entry.transfer
    other = names.get(transfer.id, "")
    is_abroad = transfer.kind == Transfer.Kind.PAYMENT_ABROAD
    has_receipt = entry.amount < 0 if transfer.kind in PAYMENTS else _comes_back(entry)
    title = titles.get(transfer.id) or transfer.facts.get("shop") or other
    if transfer.kind in BY_THE_HOUSE:
        title = capfirst(transfer.get_kind_display())
    return Line(
        entry=entry,
        title=str(title),
        town=other if is_abroad else "",
        code=str(transfer.facts.get("code", "")) if has_receipt else "",
    )


def _comes_back(entry: Entry) -> bool:
    """Whether it is a part of a payment that its payer got back."""
    return entry.transfer.kind == Transfer.Kind.REFUND and entry.amount > 0

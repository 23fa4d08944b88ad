"""The replay itself: each transfer in its order, judged by the draft over the draft's own state."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from currency.replay.ageing import Ageing
from currency.replay.days import Days
from currency.replay.findings import Findings
from currency.replay.incoming import Incoming
from currency.replay.outgoing import Outgoing
from currency.replay.returning import Returning
from currency.replay.rows import Moved, Row
from currency.replay.shops import Shops
from currency.replay.state import Books
from currency.replay.terms import Terms

TRANSFER: Final = itemgetter(0)
KIND: Final = 1


class Simulation:
    """Takes transfers as rows of their legs, in order, and gathers what went otherwise."""

    def __init__(self, terms: Terms, books: Books, days: Days) -> None:
        self.findings = Findings()
        self.ageing = Ageing(terms, days.month)
        self.happened: dict[str, list[int]] = {}
        world = (terms, books, days, self.ageing, self.findings)
        outgoing, incoming = Outgoing(*world), Incoming(*world)
        returning, shops = Returning(*world), Shops(*world)
        self._takes: dict[str, Callable[[Moved], None]] = {
            "payment": outgoing.paid,
            "personal": outgoing.paid,
            "trade": outgoing.paid,
            "payment-abroad": outgoing.paid,
            "receipt-abroad": shops.received_abroad,
            "redemption": shops.redeemed,
            "reward": incoming.rewarded,
            "gift": incoming.given,
            "top-up": incoming.topped_up,
            "bonus": incoming.bonus,
            "reversal": returning.reversed,
            "refund": returning.refunded,
            "expiry": returning.taken,
            "demurrage": returning.taken,
            "wind-down": returning.taken,
        }
        self._ends: Sequence[Callable[[int], None]] = (returning.ends, incoming.ends)

    @property
    def kinds(self) -> list[str]:
        """The kinds of transfers that are replayed."""
        return list(self._takes)

    def take(self, rows: Iterable[Row]) -> int:
        """Replay these; the legs of a transfer stand together. Answers how many transfers."""
        taken, takes, happened = 0, self._takes, self.happened
        for _, group in groupby(rows, TRANSFER):
            legs = list(group)
            kind = legs[0][KIND]
            moved = Moved(legs)
            tally = happened.get(kind)
            if tally is None:
                tally = happened[kind] = [0, 0]
            tally[0] += 1
            tally[1] += moved.amount
            takes[kind](moved)
            taken += 1
        return taken

    def end(self, day: int) -> None:
        """All nights up to this day have been; what only shows in the end is added up."""
        for end in self._ends:
            end(day)

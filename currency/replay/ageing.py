"""Coins that go by themselves under the draft: by their age, and by lying still.

Nothing is done night by night: somebody's pots are caught up with the day on which something
happens to them, and everybody's at the end. Between two happenings nothing changes, so the sums
are those of the nights.
"""

from collections.abc import Callable, Iterable
from datetime import date

from currency.replay.state import POTS, Resident
from currency.replay.terms import Terms
from currency.rules.demurrage import loss
from currency.rules.expiry import expired_of_balance, last_day, what_expires

DEMURRAGE = "demurrage.share_bp"


class Ageing:
    """What the draft's expiry and demurrage do to pots. Days count as `date.toordinal` does."""

    def __init__(self, terms: Terms, month_of: Callable[[int], int]) -> None:
        self._month_of = month_of
        self._demurrage = terms.rules.demurrage
        self._paths = [f"{path}.expiry.kind" for path in terms.paths]
        self._expiry = [pot.expiry for pot in terms.pots]
        self._expiring = [
            pot for pot, expiry in enumerate(self._expiry) if expiry.kind != "never"
        ]  # fmt: skip
        fading = self._demurrage.pots if self._demurrage.share_bp else ()
        self._fading = [POTS.index(pot) for pot in fading]
        self._last_days: dict[tuple[int, int], int | None] = {}
        self.is_needed = bool(self._expiring or self._fading)

    @property
    def expiring(self) -> list[int]:
        """The pots whose coins expire."""
        return self._expiring

    @property
    def fading(self) -> list[int]:
        """The pots that lose by lying still."""
        return self._fading

    def begin(
        self, resident: Resident, pot: int, received: Iterable[tuple[date, int]], lowest: int | None
    ) -> None:
        """A pot as it is when the replay begins: when what is in it came in.

        `lowest` is the least it held in the month before; None: what it holds.
        """
        balance = resident.balances[pot]
        resident.received[pot] = balance
        resident.lowest[pot] = balance if lowest is None else lowest
        so_far = 0
        for last, amount in what_expires(
            self._expiry[pot], balance=balance, received=received
        ).items():
            so_far += amount
            resident.lots[pot].append((last.toordinal(), so_far))

    def catch_up(self, resident: Resident, day: int) -> None:
        """Take what the nights before this day took."""
        month = self._month_of(day)
        while resident.month < month and self._fading:
            first = _first_of(resident.month + 1)
            self._expire(resident, first)
            self._fade(resident)
            resident.month += 1
        resident.month = month
        self._expire(resident, day)

    def comes_in(self, resident: Resident, pot: int, amount: int, day: int) -> None:
        """Coins come into a pot, which already counts them; they age from this day."""
        expiry = self._expiry[pot]
        resident.received[pot] += amount
        if expiry.kind == "never":
            return
        asked = (pot, day)
        if asked not in self._last_days:
            last = last_day(expiry, date.fromordinal(day))
            self._last_days[asked] = last.toordinal() if last else None
        good_until = self._last_days[asked]
        if good_until is not None:
            resident.lots[pot].append((good_until, resident.received[pot]))

    def goes_out(self, resident: Resident, pot: int) -> None:
        """Coins went out of a pot, which no longer counts them."""
        if resident.balances[pot] < resident.lowest[pot]:
            resident.lowest[pot] = resident.balances[pot]

    def _expire(self, resident: Resident, day: int) -> None:
        for pot in self._expiring:
            lots, until = resident.lots[pot], None
            while lots and lots[0][0] < day:
                until = lots.popleft()[1]
            if until is None:
                continue
            since = resident.received[pot] - until
            gone = expired_of_balance(balance=resident.balances[pot], received_since=since)
            self._take(resident, pot, gone, self._paths[pot])

    def _fade(self, resident: Resident) -> None:
        for pot in self._fading:
            lowest = min(resident.lowest[pot], resident.balances[pot])
            gone = max(0, loss(self._demurrage, lowest=lowest))
            self._take(resident, pot, gone, DEMURRAGE)
            resident.lowest[pot] = resident.balances[pot]

    def _take(self, resident: Resident, pot: int, amount: int, path: str) -> None:
        if amount > 0:
            resident.balances[pot] -= amount
            resident.taken[path] = resident.taken.get(path, 0) + amount
            resident.cause = resident.cause or path
            resident.loses(path, amount)
            self.goes_out(resident, pot)


def _first_of(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()

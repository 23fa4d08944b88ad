"""What undoes: reversals and refunds; and coins that were really taken by age or lying still."""

from typing import Final

from currency.replay import earning, paying
from currency.replay.ageing import DEMURRAGE
from currency.replay.judge import Judge
from currency.replay.paying import Part
from currency.replay.report import Effect
from currency.replay.rows import Moved
from currency.replay.state import Business, Party, Resident

WIND_DOWN: Final = "wind_down.last_spending_on"


class Returning(Judge):
    """Gives back what the draft let happen, and compares what it took with what was taken."""

    def reversed(self, moved: Moved) -> None:
        """A transfer undone as a whole; what never happened under the draft is not undone."""
        self._give_back(moved, is_whole=True)

    def refunded(self, moved: Moved) -> None:
        """A part of a payment given back."""
        self._give_back(moved, is_whole=False)

    def taken(self, moved: Moved) -> None:
        """Coins that really went by themselves: the draft takes its own, and they are compared."""
        for account, amount in moved.legs:
            place = self.books.places.get(account)
            if place is None:
                continue
            party, pot = place
            if isinstance(party, Resident):
                path = self._path(moved.kind, pot)
                party.taken[path] = party.taken.get(path, 0) + amount
            else:
                party.balance += amount

    def ends(self, day: int) -> None:
        """Everybody's nights up to this day, and what they took more or less than was taken."""
        last = self.terms.rules.wind_down.last_spending_on
        for resident in self.books.residents:
            self.today(resident, day)
            left = sum(resident.balances)
            if last is not None and day > last.toordinal() and left > 0:
                resident.taken[WIND_DOWN] = resident.taken.get(WIND_DOWN, 0) + left
            for path, amount in resident.taken.items():
                if amount:
                    kind = "wind-down" if path == WIND_DOWN else _kind(path)
                    self.findings.add(
                        Effect.EXPIRED, path, transfer=0, day=day, kind=kind, amount=amount,
                        party=resident.number,
                    )  # fmt: skip

    def _path(self, kind: str, pot: int) -> str:
        if kind == "demurrage":
            return DEMURRAGE
        return WIND_DOWN if kind == "wind-down" else f"{self.terms.paths[pot]}.expiry.kind"

    def _give_back(self, moved: Moved, *, is_whole: bool) -> None:
        of = moved.of or 0
        if of in self.books.refused:
            return
        day = self.days.of(moved.at)
        payer: Party | None = None
        parts: list[Part] = []
        for account, amount in moved.legs:
            place = self.books.places.get(account)
            if place is None:
                continue
            party, pot = place
            self.today(party, day)
            if amount > 0:
                payer = party
                parts.append((pot, amount))
            else:
                self._take_back(party, pot, moved, -amount)
        if payer is not None:
            split = self.books.split.get(of) if is_whole else None
            self._pay_back(payer, split or parts, moved, day)

    def _take_back(self, party: Party, pot: int, moved: Moved, amount: int) -> None:
        """Who received it gives it back: as much as the draft let them receive."""
        if isinstance(party, Business):
            party.gives_back(moved.of or 0, amount)
            return
        amount = self.books.instead.get(moved.of or 0, amount)
        self.take(party, pot, amount)
        if moved.of_kind == "reward" and moved.of_at is not None:
            month = self.days.month(self.days.of(moved.of_at))
            earning.count_reward(self.terms, party, -amount, month)

    def _pay_back(self, payer: Party, parts: list[Part], moved: Moved, day: int) -> None:
        """A payment undone: the coins come in anew, and its day has room for them again."""
        amount = sum([part for _, part in parts])
        if isinstance(payer, Business):
            payer.balance += amount
        else:
            for pot, part in parts:
                self.add(payer, pot, moved, part, day)
        if moved.of_at is not None:
            paid_on = self.days.of(moved.of_at)
            paying.count(self.terms, payer, -amount, parts, paid_on, self.days.month(paid_on))


def _kind(path: str) -> str:
    return "demurrage" if path == DEMURRAGE else "expiry"

"""What every judge of a replay works with, and the marks they all leave."""

from currency.replay.ageing import Ageing
from currency.replay.days import Days
from currency.replay.findings import Findings
from currency.replay.report import Effect
from currency.replay.rows import Moved
from currency.replay.state import Books, Business, Party, Resident
from currency.replay.terms import Terms


class Judge:
    """The draft, everybody's state, the calendar, and where differences are kept."""

    def __init__(
        self, terms: Terms, books: Books, days: Days, ageing: Ageing, findings: Findings
    ) -> None:
        self.terms = terms
        self.books = books
        self.days = days
        self.ageing = ageing
        self.findings = findings

    def differs(
        self, effect: Effect, rule: str, moved: Moved, amount: int, party: Party, day: int
    ) -> None:
        """One case more; from here on the party's coins are not what they really were."""
        self.findings.add(
            effect, rule, transfer=moved.transfer, day=day, kind=moved.kind, amount=amount,
            party=party.number,
        )  # fmt: skip
        if party.cause is None:
            party.cause = rule

    def add(self, party: Party, pot: int, moved: Moved, amount: int, day: int) -> None:
        """Coins come in."""
        if isinstance(party, Business):
            party.receives(moved.transfer, moved.at, amount)
            return
        party.balances[pot] += amount
        if self.ageing.is_needed:
            self.ageing.comes_in(party, pot, amount, day)

    def take(self, party: Party, pot: int, amount: int) -> None:
        """Coins go out."""
        if isinstance(party, Business):
            party.balance -= amount
            return
        party.balances[pot] -= amount
        if self.ageing.is_needed:
            self.ageing.goes_out(party, pot)

    def today(self, party: Party, day: int) -> None:
        """A resident's pots as they are on this day under the draft."""
        if self.ageing.is_needed and isinstance(party, Resident):
            self.ageing.catch_up(party, day)

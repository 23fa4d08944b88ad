"""A draft of the rules, laid out for judging very many transfers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from currency.replay.state import POTS
from currency.rules.document import PotRules, Rules, VolunteerNorm
from currency.rules.spending import Payee, Skip, why_not
from currency.rules.volunteers import norm_on


@dataclass
class Terms:
    """The draft, with the pots by number; `coin_cents` is what one coin is worth.

    `same_redemption` are the versions (by id) whose redemption is the draft's own.
    """

    rules: Rules
    coin_cents: int
    same_redemption: frozenset[int] = frozenset()
    order: Sequence[int] = ()
    pots: Sequence[PotRules] = ()
    paths: Sequence[str] = ()
    day_limits: Sequence[tuple[int, int]] = ()
    has_limited_pots: bool = False
    _reasons: dict[tuple[str, str, bool], list[Skip | None]] = field(default_factory=dict)
    _norms: dict[int, tuple[int, VolunteerNorm] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = [POTS.index(pot) for pot in self.rules.pots.order]
        self.pots = [self.rules.pots.of(pot) for pot in POTS]
        self.paths = [f"pots.{pot.replace('-', '_')}" for pot in POTS]
        self.has_limited_pots = any(_limited(pot) for pot in self.pots)

    def reasons(self, kind: str, category: str, is_abroad: bool) -> list[Skip | None]:
        """For each pot why it is not good for such a payee, None where it is."""
        asked = (kind, category, is_abroad)
        found = self._reasons.get(asked)
        if found is None:
            payee = Payee(kind, category, is_abroad)
            found = self._reasons[asked] = [why_not(self.rules, pot, payee) for pot in POTS]
        return found

    def norm_on(self, day: int) -> tuple[int, VolunteerNorm] | None:
        """The norm of the law on a day, with its number in the document; None without any."""
        if day not in self._norms:
            norms = self.rules.volunteers.norms
            norm = norm_on(norms, date.fromordinal(day))
            self._norms[day] = (norms.index(norm), norm) if norm is not None else None
        return self._norms[day]


def _limited(pot: PotRules) -> bool:
    limits = (pot.maximum_payment, pot.maximum_per_day, pot.maximum_per_month)
    return any(limit is not None for limit in limits)

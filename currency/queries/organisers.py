"""What an organiser has promised this month, and what may still be promised. Minor units."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.timezone import localdate

from currency.models import Counter
from currency.queries.rules import rules_in_force
from currency.rules.volunteers import month_of

PROMISED: Final = "organiser-promised"


@dataclass(frozen=True)
class OrganiserBudget:
    """A calendar month of one organiser. `limit` None: the rules set none."""

    on: date
    limit: int | None
    promised: int

    @property
    def left(self) -> int | None:
        """What may still be promised; None: whatever the budgets have."""
        return None if self.limit is None else max(0, self.limit - self.promised)

    @property
    def scale(self) -> int:
        """How long the bar is: a limit that was lowered may be passed."""
        return max(self.limit or 0, self.promised, 1)


def organiser_budget(organiser: UUID, at: datetime) -> OrganiserBudget:
    """Raises NoRules."""
    day = localdate(at)
    promised = Counter.objects.filter(
        name=PROMISED, subject=str(organiser), period=month_of(day)
    ).values_list("used", flat=True)
    return OrganiserBudget(
        day, rules_in_force(at).rules.rewards.organiser_per_month, promised.first() or 0
    )

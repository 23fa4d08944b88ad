"""How the coin ends, as it was decided: also by a version that is approved and not yet in force."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from currency.models import RuleSet
from currency.queries.rules import parsed_rules
from currency.rules.document import WindDown
from currency.rules.wind_down import Phase, phase
from tenants.schema import current_schema


@dataclass(frozen=True)
class CoinEnd:
    """The last days of the coin and where it stands today."""

    phase: Phase
    last_earning_on: date
    last_spending_on: date
    last_redemption_on: date

    @property
    def may_earn(self) -> bool:
        """Whether coins are still earned."""
        return self.phase == Phase.RUNNING

    @property
    def may_spend(self) -> bool:
        """Whether coins are still spent."""
        return self.phase in {Phase.RUNNING, Phase.NO_EARNING}

    @property
    def is_over(self) -> bool:
        """Whether the last redemption is past too."""
        return self.phase == Phase.OVER


def coin_end(now: datetime) -> CoinEnd | None:
    """The end by the approved version that starts last; None where the coin goes on."""
    found = (
        RuleSet.objects.filter(state=RuleSet.State.APPROVED)
        .order_by("-starts_at", "-version")
        .values_list("id", "approved_at")
        .first()
    )
    if found is None:
        return None
    return _of(parsed_rules(current_schema(), *found).wind_down, localdate(now))


def _of(end: WindDown, today: date) -> CoinEnd | None:
    earning, spending, redemption = (
        end.last_earning_on, end.last_spending_on, end.last_redemption_on
    )  # fmt: skip
    if earning is None or spending is None or redemption is None:
        return None
    return CoinEnd(phase(end, today), earning, spending, redemption)

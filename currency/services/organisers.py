"""What an organiser promises in a calendar month: counted when a klus is published.

Raised after the hold is placed and lowered after it is released: accounts are locked first.
"""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from currency.limit_errors import OrganiserBudgetReached
from currency.queries.organisers import PROMISED, organiser_budget
from currency.queries.rules import rules_in_force
from currency.rules.volunteers import month_of
from currency.services.counting import lower_counter, raise_counter


def promise(*, organiser: UUID, amount: int, at: datetime) -> None:
    """Count `amount` minor units for the organiser's month. Raises OrganiserBudgetReached."""
    cap = rules_in_force(at).rules.rewards.organiser_per_month
    period = month_of(localdate(at))
    if not raise_counter(name=PROMISED, subject=str(organiser), period=period, add=amount, cap=cap):
        left = organiser_budget(organiser, at).left
        raise OrganiserBudgetReached(amount=amount, left=left, period=period)


def take_promise_back(*, organiser: UUID, amount: int, promised_at: datetime) -> None:
    """What will not be paid after all counts no longer, in the month in which it was promised."""
    lower_counter(
        name=PROMISED, subject=str(organiser), period=month_of(localdate(promised_at)),
        amount=amount,
    )  # fmt: skip

"""Rewarding a resident out of what a klus has reserved of its programme."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from currency import queries
from currency.errors import BalanceFull
from currency.models import Hold, Pot, Transfer
from currency.rules import wind_down
from currency.services.accounts import account_of
from currency.services.posting import Leg, Movement, post
from tenants.people.models import Party


def reward(
    *, key: UUID, hold: Hold, resident: Party, amount: int, actor: UUID, at: datetime, **facts: int
) -> Transfer:
    """Move `amount` minor units from the hold's budget to what the resident earned.

    How much a reward may be was judged when the hold was placed: what was promised under earlier
    rules is kept under later ones. Raises NoRules, EarningEnded, BalanceFull, HoldTooSmall,
    KeyReused.
    """
    version = queries.rules_in_force(at)
    earlier = Transfer.objects.filter(key=key).exists()
    if not earlier:
        wind_down.refuse_unless_earning(version.rules, localdate(at))
        maximum = version.rules.pots.maximum_balance
        if queries.total_balance(resident) + amount > maximum:
            raise BalanceFull(maximum=maximum)
    return post(
        Movement(
            key=key,
            kind=Transfer.Kind.REWARD,
            legs=(
                Leg(hold.account_id, -amount),
                Leg(account_of(resident, Pot.EARNED).id, amount),
            ),
            at=at,
            actor=actor,
            rules_id=version.id,
            hold_id=hold.id,
            facts=dict(facts),
            event="reward.posted",
        )
    )

"""What expires in a night, for all residents at once: taken in sets, safe to run again.

The version of the rules in force on the night says what is of age; only what was announced at
least seven days before is taken (docs/decisions/coins-that-expire.md). What is held stays until
it is let go. Each set is a transaction of its own: a night that is broken off goes on later.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from currency import queries
from currency.keys import key_for
from currency.models import ExpiryNotice, Pot, Transfer
from currency.queries import RulesInForce
from currency.queries.expiring import Due, accounts_to_settle, due_tonight
from currency.rules.expiry import LEAST_NOTICE_DAYS, takable
from currency.services.accounts import house_account, lock_accounts
from currency.services.posting import Share, post_run

AT_ONCE: Final = 5_000


def expire_coins(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Take what is past its last day; returns of how many accounts. Raises NoRules."""
    version, day = queries.rules_in_force(now), localdate(now) - timedelta(days=1)
    taken = 0
    for pot in queries.PERSONAL_POTS:
        found = accounts_to_settle(pot, day=day)
        for start in range(0, len(found), at_once):
            part = dict(found[start : start + at_once])
            taken += _expire(part, pot=pot, version=version, day=day, now=now)
    return taken


@transaction.atomic
def _expire(
    accounts: Mapping[int, UUID], *, pot: Pot, version: RulesInForce, day: date, now: datetime
) -> int:
    house = house_account(Pot.EXPIRED)
    # Locked before they are reckoned, in id order as every posting does: a payment at the same
    # moment goes before or after, and nobody is asked for what was just spent.
    lock_accounts(*accounts, house.id)
    expiry, holders = version.rules.pots.of(pot).expiry, accounts.values()
    due = due_tonight(pot, expiry, day=day, holders=holders)
    shares = _shares(due, day)
    posted = post_run(
        kind=Transfer.Kind.EXPIRY, house_id=house.id, shares=shares, at=now,
        rules_id=version.id, facts={"day": day.isoformat()},
    )  # fmt: skip
    taken = {share.account_id: -share.amount for share in shares}
    waiting = {one.holder_id for one in due if one.amount > taken.get(one.account_id, 0)}
    _settle([one for one in holders if one not in waiting], pot, day, now)
    return posted


def _shares(due: Sequence[Due], day: date) -> Sequence[Share]:
    """What is taken of each now. Of whom was taken for this day before, the rest is tomorrow's."""
    shares = [
        Share(key_for("expiry", one.account_id, day.isoformat()), one.account_id, -amount)
        for one in due
        if (amount := takable(one.amount, available=one.available))
    ]
    keys = [share.key for share in shares]
    done = set(Transfer.objects.filter(key__in=keys).values_list("key", flat=True))
    return [share for share in shares if share.key not in done]


def _settle(holders: Sequence[UUID], pot: Pot, day: date, now: datetime) -> None:
    """Their notices are done with; of who still has to give what was held they stay open."""
    ExpiryNotice.objects.filter(
        party_id__in=holders,
        pot=pot,
        settled_at=None,
        expires_on__lte=day,
        told_at__lt=queries.start_of(day - timedelta(days=LEAST_NOTICE_DAYS - 1)),
    ).update(settled_at=now)

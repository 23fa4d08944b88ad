"""What balances lose by lying still, on the first of the month: in sets, safe to run again.

Judged by the version in force when the month began and by that of the night; the lesser sum is
taken, so that new rules never tax a month that was over (docs/decisions/coins-that-expire.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from currency import queries
from currency.keys import key_for
from currency.models import Pot, Transfer
from currency.queries.lying_still import accounts_lying_still, lay_still
from currency.rules.demurrage import loss, month_before
from currency.rules.document import Demurrage
from currency.rules.expiry import takable
from currency.services.accounts import house_account, lock_accounts
from currency.services.posting import Share, post_run

AT_ONCE: Final = 5_000


@dataclass(frozen=True)
class _Month:
    """The month that is over, and the versions that judge it."""

    first: date
    last: date
    judges: Sequence[Demurrage]
    rules_id: int

    def taken(self, lowest: int) -> int:
        return min(loss(judge, lowest=lowest) for judge in self.judges)


def take_demurrage(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Take what the month before lost; returns of how many accounts. Raises NoRules."""
    first, last = month_before(localdate(now))
    began, version = queries.rules_in_force(queries.start_of(first)), queries.rules_in_force(now)
    month = _Month(first, last, (began.rules.demurrage, version.rules.demurrage), version.id)
    taken = 0
    for pot in queries.PERSONAL_POTS:
        if not all(judge.share_bp and pot in judge.pots for judge in month.judges):
            continue
        after = 0
        while accounts := accounts_lying_still(pot, after=after, limit=at_once):
            after = accounts[-1]
            taken += _take(accounts, month, now)
    return taken


@transaction.atomic
def _take(accounts: Sequence[int], month: _Month, now: datetime) -> int:
    house = house_account(Pot.EXPIRED)
    # Locked before they are reckoned: a payment at the same moment goes before or after.
    lock_accounts(*accounts, house.id)
    shares = [
        Share(key_for("demurrage", one.account_id, month.first.isoformat()), one.account_id, -sum_)
        for one in lay_still(accounts, first=month.first, last=month.last)
        if (sum_ := takable(month.taken(one.lowest), available=one.available))
    ]
    # Taken once a month: what was held, or spent since, is not asked for later.
    keys = [share.key for share in shares]
    done = set(Transfer.objects.filter(key__in=keys).values_list("key", flat=True))
    return post_run(
        kind=Transfer.Kind.DEMURRAGE, house_id=house.id, at=now, rules_id=month.rules_id,
        shares=[share for share in shares if share.key not in done],
        facts={"month": f"{month.first:%Y-%m}"},
    )  # fmt: skip

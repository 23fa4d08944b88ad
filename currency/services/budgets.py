"""Budgets whose period is over: what is left goes back to where coins come from."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from currency.issuing_errors import ProgrammeNotRunning
from currency.keys import key_for
from currency.models import Account, Pot, Programme, Transfer
from currency.services.accounts import house_account, lock_accounts
from currency.services.posting import Share, post_run
from tenants.trail.services import audit

BUDGETS_AT_ONCE: Final = 1_000


@transaction.atomic
def return_budgets(*, now: datetime) -> int:
    """Take back what no klus keeps aside of budgets that are over; answers of how many.

    A later run takes what klussen gave back since: safe to run twice. Coins that go back exist no
    longer, so they need no cover.
    """
    issued = house_account(Pot.ISSUED)
    over = Q(pot=Pot.PROGRAMME, holder__programme__ends_on__lt=localdate(now))
    left = Q(balance__gt=F("held") + F("floor"))
    found = Account.objects.filter(over & left).order_by("id").values_list("id", flat=True)
    ids = [issued.id, *found[:BUDGETS_AT_ONCE]]
    accounts = lock_accounts(*ids).values()
    shares = [
        Share(
            key=key_for("budget-returned", account.id, account.last_seq),
            account_id=account.id,
            amount=account.floor + account.held - account.balance,
        )
        for account in accounts
        if account.id != issued.id and account.floor is not None and (account.available or 0) > 0
    ]
    post_run(
        kind=Transfer.Kind.BUDGET_RETURNED, house_id=issued.id, shares=shares, at=now,
    )  # fmt: skip
    names = dict(Account.objects.filter(id__in=ids).values_list("id", "holder__programme"))
    for share in shares:
        audit(verb="return-budget", thing="programme", thing_id=names[share.account_id],
              actor=None, amount=-share.amount)  # fmt: skip
    return len(shares)


def refuse_unless_running(programme: Programme, at: datetime) -> None:
    """Nothing new is given from a budget outside its period. Raises ProgrammeNotRunning."""
    if not programme.starts_on <= localdate(at) <= programme.ends_on:
        raise ProgrammeNotRunning(
            starts_on=programme.starts_on.isoformat(), ends_on=programme.ends_on.isoformat()
        )

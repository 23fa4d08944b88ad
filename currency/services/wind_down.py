"""The end of a coin, by the clock: nothing is asked any more, and then every purse is emptied.

After the last day of spending open requests lapse. After the last day of redeeming what was held
is let go, what residents and organisations still have goes to `expired`, and what budgets still
have goes back to where it was issued. What a shop has is never taken: it is redeemed, but for what
is worth less than a cent. Every step may run again.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate

from currency import queries
from currency.keys import key_for
from currency.models import Account, Contribution, Hold, PaymentRequest, Pot, Transfer, Unit
from currency.queries import RulesInForce
from currency.rules.verdicts import fee_of
from currency.rules.wind_down import Phase, phase
from currency.services.accounts import house_account, lock_accounts
from currency.services.posting import Share, post_run
from tenants.queries import current_tenant

AT_ONCE: Final = 5_000


def wind_down(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Do what the day asks; returns of how many accounts something was taken. Raises NoRules."""
    version = queries.rules_in_force(now)
    today = localdate(now)
    reached = phase(version.rules.wind_down, today)
    if reached in {Phase.NO_SPENDING, Phase.OVER}:
        _stop_asking(now)
    if reached != Phase.OVER:
        return 0
    _let_go()
    taken = 0
    for pot in (*queries.PERSONAL_POTS, Pot.ORGANISATION):
        taken += _empty(pot, Pot.EXPIRED, Transfer.Kind.WIND_DOWN, version, now, at_once)
    taken += _empty(
        Pot.PROGRAMME, Pot.ISSUED, Transfer.Kind.BUDGET_RETURNED, version, now, at_once
    )  # fmt: skip
    return taken + _take_crumbs(version, now)


def _stop_asking(now: datetime) -> None:
    PaymentRequest.objects.filter(state=PaymentRequest.State.OPEN).update(
        state=PaymentRequest.State.CANCELLED
    )
    Contribution.objects.exclude(next_on=None).update(next_on=None, stopped_at=now)


@transaction.atomic
def _let_go() -> None:
    """Release every hold on coins. Euros that are held are paid out as they were promised."""
    # Holds before accounts, each in id order: so does whoever captures or releases one.
    holds = Hold.objects.filter(state=Hold.State.OPEN, account__unit=Unit.COIN).order_by("id")
    found = list(holds.select_for_update(of=("self",)).values_list("id", "account_id"))
    accounts = Account.objects.filter(id__in={account for _hold, account in found})
    list(accounts.order_by("id").select_for_update(no_key=True).values_list("id"))
    accounts.update(held=0)
    Hold.objects.filter(id__in=[hold for hold, _account in found]).update(
        released=F("amount") - F("captured"), state=Hold.State.CLOSED
    )


def _empty(
    pot: Pot, house_pot: Pot, kind: Transfer.Kind, version: RulesInForce, now: datetime,
    at_once: int,
) -> int:  # fmt: skip
    """Take all of what stands in a pot, a set at a time; returns of how many accounts."""
    house, taken = house_account(house_pot), 0
    while accounts := list(
        Account.objects.filter(pot=pot, unit=Unit.COIN, balance__gt=F("held") + F("floor"))
        .order_by("id")
        .values_list("id", flat=True)[:at_once]
    ):
        posted = _take(accounts, house.id, kind, version, now)
        taken += posted
        if not posted:
            # Only what was let go since stands here, of accounts that gave already today.
            break
    return taken


@transaction.atomic
def _take(
    accounts: Sequence[int], house_id: int, kind: Transfer.Kind, version: RulesInForce,
    now: datetime,
) -> int:  # fmt: skip
    locked = lock_accounts(*accounts, house_id)
    rows = [row for row in locked.values() if row.id != house_id and row.available]
    day = localdate(now)
    shares = [Share(_key(row.id, day), row.id, -(row.available or 0)) for row in rows]
    keys = [share.key for share in shares]
    done = set(Transfer.objects.filter(key__in=keys).values_list("key", flat=True))
    return post_run(
        kind=kind, house_id=house_id, at=now, rules_id=version.id,
        shares=[share for share in shares if share.key not in done],
        facts={"day": day.isoformat()},
    )  # fmt: skip


def _take_crumbs(version: RulesInForce, now: datetime) -> int:
    """What a shop has and would get no cent for goes to `expired` too."""
    value = current_tenant().coin_value_cents
    shops = (
        Account.objects.filter(pot=Pot.MERCHANT, unit=Unit.COIN, balance__gt=0)
        .values_list("holder_id")
        .annotate(total=Sum("balance"))
    )
    worthless = [
        holder for holder, total in shops
        if (total - fee_of(version.rules, total)) * value < 100
    ]  # fmt: skip
    accounts = list(
        Account.objects.filter(pot=Pot.MERCHANT, holder_id__in=worthless, balance__gt=0)
        .order_by("id")
        .values_list("id", flat=True)
    )
    if not accounts:
        return 0
    house = house_account(Pot.EXPIRED)
    return _take(accounts, house.id, Transfer.Kind.WIND_DOWN, version, now)


def _key(account_id: int, day: date) -> UUID:
    return key_for("wind-down", account_id, day.isoformat())

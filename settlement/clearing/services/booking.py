"""Booking a run in the ledgers of all its towns: coins leave the clearing accounts, euros are owed.

The moment at which every net payer has said yes. In one transaction over all schemas:

- coins of the own town that others hold are out of circulation, coins of others become own ones;
- who pays has the euros out of its cover and owes them, who is paid has them due.

So each clearing account is at zero for the stretch, and the cover stays true: what others owed in
coins they now owe in euros (`Cover.due_cents`) until it is paid. An agreement's cap is freed only
when its issuer has paid, so whoever does not pay keeps its own caps full and harms nobody else's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django_tenants.utils import schema_context

from currency.keys import key_for
from currency.models import Account, Pot, Transfer
from currency.services.accounts import clearing_account, house_account
from currency.services.posting import Leg, Movement, post
from settlement.clearing.models import ClearingObligation, ClearingRun
from settlement.clearing.services.cover import cover_hold
from tenants.models import Tenant
from tenants.services.agreement_use import release_agreement_use
from tenants.trail.services import audit


@dataclass
class _Town:
    """What a run means for one town. Coins in its own minor units."""

    tenant: Tenant
    retired: int = 0
    adopted: int = 0
    clears: dict[Tenant, int] = field(default_factory=dict)
    owes: dict[Tenant, int] = field(default_factory=dict)
    due: dict[Tenant, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Amounts:
    """By account of one town: its coins, the euros it pays and the euros it gets."""

    coins: Mapping[Account, int]
    owed: Mapping[Account, int]
    due: Mapping[Account, int]


def book_run(run: ClearingRun, *, now: datetime) -> None:
    """Book all that a proposed run clears; closed at once where nothing is left to pay.

    The caller holds the run's lock, in a transaction.
    """
    lock_books(run)
    towns = _towns(run)
    for town in towns:
        with schema_context(town.tenant.schema_name):
            _book_town(run, town, now)
    run.state, run.approved_at = ClearingRun.State.APPROVED, now
    run.save(update_fields=["state", "approved_at"])
    for town in towns:
        if not town.owes:
            free_caps_of(run, town.tenant)
    if not run.payments.exists():
        close_run(run, now=now)


def lock_books(run: ClearingRun) -> None:
    """Lock every account the booking touches: towns by id, in each accounts by id.

    The order in which payments between towns lock them too. So nothing in a town may be locked
    before this is done.
    """
    for town in _towns(run):
        with schema_context(town.tenant.schema_name):
            amounts = _amounts(town)
            ids = {account.id for each in (amounts.coins, amounts.owed, amounts.due)
                   for account in each}  # fmt: skip
            list(Account.objects.select_for_update().filter(id__in=ids).order_by("id"))


def free_caps_of(run: ClearingRun, issuer: Tenant) -> None:
    """The issuer has paid all it owed in this run: its coins may be spent abroad again."""
    for one in obligations_of(run).filter(issuer=issuer):
        release_agreement_use(issuer=one.issuer, acceptor=one.acceptor, amount=one.coins)


def close_run(run: ClearingRun, *, now: datetime) -> None:
    """Every payment is confirmed."""
    run.state, run.closed_at = ClearingRun.State.CLOSED, now
    run.save(update_fields=["state", "closed_at"])


def obligations_of(run: ClearingRun) -> QuerySet[ClearingObligation]:
    """What the run clears, in order of id."""
    return (
        ClearingObligation.objects.filter(pair__run=run)
        .select_related("issuer", "acceptor")
        .order_by("id")
    )


def _towns(run: ClearingRun) -> Sequence[_Town]:
    """All that take part, by id."""
    found: dict[int, _Town] = {}

    def town(tenant: Tenant) -> _Town:
        return found.setdefault(tenant.id, _Town(tenant))

    for one in obligations_of(run):
        issuer, acceptor = town(one.issuer), town(one.acceptor)
        issuer.retired += one.coins
        acceptor.adopted += one.acceptor_coins
        issuer.clears[one.acceptor] = issuer.clears.get(one.acceptor, 0) + one.coins
        acceptor.clears[one.issuer] = acceptor.clears.get(one.issuer, 0) - one.acceptor_coins
    for payment in run.payments.select_related("debtor", "creditor"):
        town(payment.debtor).owes[payment.creditor] = payment.cents
        town(payment.creditor).due[payment.debtor] = payment.cents
    return [found[tenant_id] for tenant_id in sorted(found)]


def _amounts(town: _Town) -> _Amounts:
    """What each account gains or gives; runs in the schema of the town."""
    coins = {house_account(Pot.REDEEMED): town.retired, house_account(Pot.ISSUED): -town.adopted}
    coins |= {clearing_account(other): -amount for other, amount in town.clears.items()}
    owed = {_euros_of(other): cents for other, cents in town.owes.items()}
    if owed:
        owed[house_account(Pot.COVER)] = -sum(owed.values())
    due = {_euros_of(other): -cents for other, cents in town.due.items()}
    if due:
        due[house_account(Pot.EURO_CLEARING)] = -sum(due.values())
    return _Amounts(coins, owed, due)


def _euros_of(other: Tenant) -> Account:
    return clearing_account(other, Pot.EURO_CLEARING)


def _book_town(run: ClearingRun, town: _Town, now: datetime) -> None:
    amounts, hold = _amounts(town), cover_hold(run)
    _post(run, Transfer.Kind.CLEARING, amounts.coins, now)
    _post(run, Transfer.Kind.CLEARING_OWED, amounts.owed, now, hold_id=hold.id if hold else None)
    _post(run, Transfer.Kind.CLEARING_DUE, amounts.due, now)
    audit(verb="book-clearing", thing="clearing-run", thing_id=run.id, actor=None,
          retired=town.retired, adopted=town.adopted)  # fmt: skip


def _post(
    run: ClearingRun, kind: str, amounts: Mapping[Account, int], now: datetime,
    *, hold_id: int | None = None,
) -> None:  # fmt: skip
    legs = [Leg(account.id, amount) for account, amount in amounts.items() if amount]
    if not legs:
        return
    post(
        Movement(
            key=key_for(kind, run.key),
            kind=kind,
            legs=sorted(legs, key=lambda leg: leg.account_id),
            at=now,
            facts={"run": run.id},
            hold_id=hold_id,
        )
    )

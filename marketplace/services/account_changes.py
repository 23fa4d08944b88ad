"""Commands about another account of a shop: ask, decide by a second person, use after the wait.

Guarantees: until a change is in use the account of before gets the euros, so a batch never pays to
an account nobody else has looked at; each step is told to the addresses of before.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from currency.errors import KeyReused
from marketplace.errors import IbanInvalid
from marketplace.models import AccountChange, Merchant
from marketplace.partner_errors import AccountChangeOver, AccountChangeWaits, AccountUnchanged
from marketplace.queries import partners
from marketplace.services.merchants import locked_merchant, valid_iban
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Person
from tenants.people.queries import acts_for
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell_each

State = AccountChange.State


@transaction.atomic
def ask_account_change(
    *, key: UUID, merchant_id: int, iban: str, account_name: str, actor: Person, now: datetime
) -> AccountChange:
    """An owner asks for the shop's euros on another account. The same key is the same asking.

    Raises NotFound (not the owner), IbanInvalid, KeyReused, AccountUnchanged, AccountChangeWaits.
    """
    partners.own_shop(actor, merchant_id, partners.OWNERS)
    plain, name = valid_iban(iban), account_name.strip()
    if not plain:
        raise IbanInvalid
    # The shop is locked, so of two who ask at once the second sees the first one's change.
    merchant = locked_merchant(merchant_id)
    earlier = AccountChange.objects.filter(key=key).first()
    if earlier is not None:
        if (earlier.merchant_id, earlier.iban, earlier.account_name) != (merchant_id, plain, name):
            raise KeyReused
        return earlier
    if (merchant.iban, merchant.account_name) == (plain, name):
        raise AccountUnchanged
    if partners.waiting_change(merchant) is not None:
        raise AccountChangeWaits
    change = AccountChange.objects.create(
        key=key, merchant=merchant, iban=plain, account_name=name,
        old_tail=str(merchant.iban or "")[-4:], told_to="\n".join(_addresses(merchant)),
        asked_by=actor, asked_at=now,
        usable_at=now + timedelta(days=settings.ACCOUNT_CHANGE_DAYS),
    )  # fmt: skip
    _keep("ask-account-change", change, actor)
    return change


@transaction.atomic
def approve_account_change(*, change_id: int, actor: Person, now: datetime) -> AccountChange:
    """A second person says the account is the shop's own. Twice is once.

    Raises NotAllowed, NotFound, NeedsSecondPerson, AccountChangeOver.
    """
    refuse_unless_may(actor, "approve-account-change")
    change = _locked(change_id)
    if change.state == State.APPROVED:
        return change
    _refuse_unless_second(change, actor)
    _decide(change, State.APPROVED, actor, now)
    _keep("approve-account-change", change, actor)
    return change


@transaction.atomic
def decline_account_change(
    *, change_id: int, reason: str, actor: Person, now: datetime
) -> AccountChange:
    """The account will not be used, also when a colleague said yes before. Twice is once.

    Raises NotAllowed, NotFound, NeedsSecondPerson, AccountChangeOver.
    """
    refuse_unless_may(actor, "approve-account-change")
    change = _locked(change_id)
    if change.state == State.DECLINED:
        return change
    _refuse_unless_second(change, actor)
    change.reason, change.ended_at = reason.strip(), now
    _decide(change, State.DECLINED, actor, now)
    _keep("decline-account-change", change, actor)
    return change


@transaction.atomic
def withdraw_account_change(*, change_id: int, actor: Person, now: datetime) -> AccountChange:
    """Any owner of the shop calls it off while it waits, as who did not ask for it would.

    Twice is once. Raises NotFound (not the owner), AccountChangeOver.
    """
    change = _locked(change_id)
    partners.own_shop(actor, change.merchant_id, partners.OWNERS)
    if change.state == State.WITHDRAWN:
        return change
    _refuse_unless_open(change)
    change.state, change.ended_at = State.WITHDRAWN, now
    change.save(update_fields=["state", "ended_at"])
    _keep("withdraw-account-change", change, actor)
    return change


def use_account_changes(*, now: datetime, limit: int = 200) -> int:
    """From now on euros go to the accounts whose wait is over; returns how many. Safe to repeat."""
    due = AccountChange.objects.filter(state=State.APPROVED, usable_at__lte=now)
    ids = due.order_by("usable_at", "id").values_list("id", flat=True)[:limit]
    return sum(_use(change_id, now) for change_id in list(ids))


@transaction.atomic
def _use(change_id: int, now: datetime) -> bool:
    change = _locked(change_id)
    if change.state != State.APPROVED or change.usable_at > now:
        return False
    merchant = change.merchant
    merchant.iban, merchant.account_name = change.iban, change.account_name
    merchant.save(update_fields=["iban", "account_name"])
    change.state, change.ended_at = State.APPLIED, now
    change.save(update_fields=["state", "ended_at"])
    audit(verb="use-account-change", thing="merchant", thing_id=merchant.id, actor=None,
          change=change.id)  # fmt: skip
    _tell(change)
    return True


def _decide(change: AccountChange, state: str, actor: Person, now: datetime) -> None:
    change.state, change.decided_by, change.decided_at = state, actor, now
    change.save(update_fields=["state", "decided_by", "decided_at", "reason", "ended_at"])


def _refuse_unless_second(change: AccountChange, actor: Person) -> None:
    _refuse_unless_open(change)
    shop = change.merchant.party_id
    if change.asked_by_id == actor.id or acts_for(person_party=actor.party_id, party=shop):
        raise NeedsSecondPerson


def _refuse_unless_open(change: AccountChange) -> None:
    if not change.is_open:
        raise AccountChangeOver(state=change.state)


def _locked(change_id: int) -> AccountChange:
    """The change and its shop, locked in this order everywhere: the shop first."""
    found = AccountChange.objects.filter(id=change_id).values_list("merchant_id", flat=True).first()
    if found is None:
        raise NotFound
    merchant = locked_merchant(found)
    change = AccountChange.objects.select_for_update().get(id=change_id)
    change.merchant = merchant
    return change


def _addresses(merchant: Merchant) -> list[str]:
    """Where the shop hears of a change: its owners of this moment, and who once applied."""
    people = list(partners.owners_of(merchant))
    if merchant.applied_by is not None and merchant.applied_by.is_active:
        people.append(merchant.applied_by)
    return list(dict.fromkeys(person.email for person in people))


def _keep(verb: str, change: AccountChange, actor: Person) -> None:
    audit(verb=verb, thing="merchant", thing_id=change.merchant_id, actor=actor.party_id,
          change=change.id)  # fmt: skip
    _tell(change)


def _tell(change: AccountChange) -> None:
    """One event for each address, so that one letter that fails does not send the others again."""
    tell_each(
        "account-change.moved",
        [
            {"change": change.id, "state": change.state, "address": number}
            for number in range(len(change.addresses))
        ],
    )

"""The account the municipality pays from. Changing it starts a new row; the old one stays."""

from datetime import datetime

from django.db import transaction

from settlement import errors
from settlement.bank.iban import bic_of, is_iban, plain_iban
from settlement.models import TenantBankAccount
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.sealed import blind_index
from tenants.trail.services import audit


def change_bank_account(*, iban: str, name: str, by: Person, now: datetime) -> TenantBankAccount:
    """Pay from this account from now on. Raises NotAllowed, IbanInvalid."""
    refuse_unless_may(by, "make-payout-batch")
    return keep_bank_account(iban=iban, name=name, now=now, by=by)


@transaction.atomic
def keep_bank_account(
    *, iban: str, name: str, now: datetime, by: Person | None = None
) -> TenantBankAccount:
    """Make this the active account; the one that is active already stays. Raises IbanInvalid."""
    iban = plain_iban(iban)
    if not is_iban(iban):
        raise errors.IbanInvalid
    index = blind_index(iban)
    active = TenantBankAccount.objects.select_for_update().filter(is_active=True).first()
    if active and (active.iban_index, active.name) == (index, name.strip()):
        return active
    TenantBankAccount.objects.filter(is_active=True).update(is_active=False)
    account = TenantBankAccount.objects.create(
        iban=iban,
        iban_index=index,
        iban_tail=iban[-4:],
        name=name.strip()[:70],
        bic=bic_of(iban),
        since=now,
    )
    audit(verb="change-bank-account", thing="bank-account", thing_id=account.id,
          actor=by.party_id if by else None)  # fmt: skip
    return account


def lock_bank_account() -> TenantBankAccount:
    """The active account, locked: making batches and reading bank files happen one at a time.

    Raises NoBankAccount.
    """
    found = TenantBankAccount.objects.select_for_update().filter(is_active=True).first()
    if found is None:
        raise errors.NoBankAccount
    return found

"""Reads about the municipality's account and what came back from the bank."""

from django.db.models import QuerySet

from settlement.models import BankEntry, BankFile, TenantBankAccount
from tenants.errors import NotFound


def active_bank_account() -> TenantBankAccount | None:
    """The account payouts are paid from."""
    return TenantBankAccount.objects.filter(is_active=True).first()


def bank_files() -> QuerySet[BankFile]:
    """Files from the bank without their bytes, newest first."""
    return BankFile.objects.defer("raw").order_by("-received_at", "-id")


def unmatched_entries() -> QuerySet[BankEntry]:
    """Movements somebody must still look at, newest first."""
    return BankEntry.objects.filter(state=BankEntry.State.UNMATCHED).order_by("-booked_on", "-id")


def bank_entry(entry_id: int) -> BankEntry:
    """A movement by its id. Raises NotFound."""
    found = BankEntry.objects.filter(id=entry_id).first()
    if found is None:
        raise NotFound
    return found

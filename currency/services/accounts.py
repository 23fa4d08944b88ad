"""Opening accounts. An account is made at first use and is never closed."""

from typing import Final

from currency.models import Account, Pot, Unit
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.people.services import keep_party

UNLIMITED: Final = frozenset({Pot.ISSUED, Pot.CLEARING, Pot.BANK, Pot.EURO_CLEARING})
EUROS: Final = frozenset({Pot.BANK, Pot.COVER, Pot.PAYABLE, Pot.EURO_CLEARING})


def account_of(holder: Party, pot: Pot, slot: int = 0) -> Account:
    """The holder's account for this purpose, opened when it is not there yet."""
    account, _ = Account.objects.get_or_create(
        holder=holder,
        pot=pot,
        unit=Unit.EURO if pot in EUROS else Unit.COIN,
        slot=slot,
        defaults={"floor": None if pot in UNLIMITED else 0},
    )
    return account


def house_account(pot: Pot) -> Account:
    """An account of the tenant itself: issued, redeemed, fees, bank, cover."""
    return account_of(
        keep_party(kind=Party.Kind.SYSTEM, reference=pot.value, name=str(pot.label)), pot
    )


def clearing_account(other: Tenant, pot: Pot = Pot.CLEARING) -> Account:
    """The account that mirrors the other tenant's account for us."""
    party = keep_party(kind=Party.Kind.TENANT, reference=other.schema_name, name=other.name)
    return account_of(party, pot)


def lock_accounts(*ids: int) -> dict[int, Account]:
    """Accounts by id, locked until commit in the order in which every posting locks: by id."""
    rows = Account.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
    return {row.id: row for row in rows}

"""What somebody holds, and what came and went. Amounts in minor units."""

from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from currency.models import Account, Entry, Hold, Pot
from tenants.people.models import Party

PERSONAL_POTS = (Pot.EARNED, Pot.TOPPED_UP, Pot.GIFT, Pot.EMERGENCY)


def receiving_pot(kind: str) -> Pot:
    """Where a payment arrives, by the kind of party. A person has it as if it was earned."""
    return {Party.Kind.PERSON: Pot.EARNED, Party.Kind.ORGANISATION: Pot.ORGANISATION}.get(
        Party.Kind(kind), Pot.MERCHANT
    )


def purses_of(kind: str) -> tuple[Pot, ...]:
    """The pots that a party of this kind may pay from."""
    return PERSONAL_POTS if kind == Party.Kind.PERSON else (receiving_pot(kind),)


def accounts_of(holder: Party, pots: Iterable[str] = PERSONAL_POTS) -> QuerySet[Account]:
    """A holder's accounts for these purposes."""
    return Account.objects.filter(holder=holder, pot__in=list(pots))


def total_balance(holder: Party, pots: Iterable[str] = PERSONAL_POTS) -> int:
    """What the holder has over these pots together, in minor units."""
    return accounts_of(holder, pots).aggregate(total=Sum("balance"))["total"] or 0


def balance_of(holder: Party, pot: Pot) -> int:
    """What stands on one pot, over all its slots; 0 where it was never opened."""
    return total_balance(holder, (pot,))


def statement(holder: Party, pots: Iterable[str] = PERSONAL_POTS) -> QuerySet[Entry]:
    """The holder's entries, newest first, with their transfers."""
    return (
        Entry.objects.filter(account__holder=holder, account__pot__in=list(pots))
        .select_related("transfer", "account")
        .order_by("-transfer__at", "-transfer_id")
    )


def names_across(entries: Iterable[Entry]) -> dict[int, str]:
    """For each transfer of these entries the public name of the other side, in one query."""
    shown = list(entries)
    # By holder: a payment out of two pots has two accounts on one's own side.
    own = Account.objects.filter(id__in={entry.account_id for entry in shown}).values("holder_id")
    others = (
        Entry.objects.filter(transfer_id__in=[entry.transfer_id for entry in shown])
        .exclude(account__holder_id__in=own)
        .values_list("transfer_id", "account__holder__name")
    )
    return dict(others)


def open_holds_of(account: Account) -> QuerySet[Hold]:
    """Holds that still keep something aside, oldest first."""
    return account.holds.filter(state=Hold.State.OPEN).order_by("placed_at")

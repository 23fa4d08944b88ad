"""Sums over the whole house: each budget, and the euros set aside for coins."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from currency.models import Account, Entry, Pot, Programme, Unit
from currency.queries.accounts import PERSONAL_POTS
from tenants.people.models import Party
from tenants.queries import current_tenant


def programmes() -> QuerySet[Programme]:
    """All programmes with their neighbourhoods, by name."""
    return Programme.objects.select_related("neighbourhood", "party").order_by("name")


@dataclass(frozen=True)
class Budget:
    """A programme's coins: given in all, spent on rewards, reserved by klussen, free."""

    programme: Programme
    funded: int
    spent: int
    reserved: int

    @property
    def free(self) -> int:
        """Minor units that a new klus may still reserve."""
        return self.funded - self.spent - self.reserved

    @property
    def is_nearly_empty(self) -> bool:
        """Whether less than a tenth of what was given is free."""
        return self.free * 10 < self.funded


def budgets() -> list[Budget]:
    """Every programme with its figures, by name; three queries however many there are."""
    found = list(programmes())
    accounts = {
        account.holder_id: account
        for account in Account.objects.filter(pot=Pot.PROGRAMME, unit=Unit.COIN)
    }
    funded = dict(
        Entry.objects.filter(account__pot=Pot.PROGRAMME, amount__gt=0)
        .values_list("account__holder_id")
        .annotate(total=Sum("amount"))
    )
    budgets_found = []
    for programme in found:
        account = accounts.get(programme.party_id)
        balance, held = (account.balance, account.held) if account else (0, 0)
        total = funded.get(programme.party_id, 0)
        budgets_found.append(Budget(programme, total, total - balance, held))
    return budgets_found


@dataclass(frozen=True)
class Cover:
    """Euros set aside against coins that exist. Cents, and minor units of the coin.

    `coins` counts every coin that somebody may one day bring to a shop: budgets, residents,
    organisations, shops and what other tenants hold; coins that came in from other tenants are
    covered by what those tenants owe (`owed_by_others`), and once a clearing turned that into a
    debt in euros, by that debt until it is paid (`due_cents`).
    """

    euros: int
    coins: int
    owed_by_others: int
    coin_value_cents: int
    due_cents: int = 0

    @property
    def needed(self) -> int:
        """Cents that must be set aside for the coins that exist."""
        own = self.coins - self.owed_by_others
        return -(-own * self.coin_value_cents // 100) - self.due_cents

    @property
    def room(self) -> int:
        """Minor units of the coin that may still be issued."""
        return max(0, (self.euros - self.needed) * 100 // self.coin_value_cents)

    @property
    def percent(self) -> int | None:
        """Cover in whole per cents, rounded down; None while there are no coins."""
        return self.euros * 100 // self.needed if self.needed > 0 else None


def cover() -> Cover:
    """The tenant's cover now."""
    sums = dict(Account.objects.values_list("pot").annotate(total=Sum("balance")))
    owed = (
        Account.objects.filter(pot=Pot.CLEARING, balance__lt=0).aggregate(total=Sum("balance"))
    )["total"] or 0
    held_by_others = (
        Account.objects.filter(pot=Pot.CLEARING, balance__gt=0).aggregate(total=Sum("balance"))
    )["total"] or 0
    due = Account.objects.filter(pot=Pot.EURO_CLEARING, holder__kind=Party.Kind.SYSTEM).first()
    coins = held_by_others + sum(
        sums.get(pot, 0) for pot in (Pot.PROGRAMME, *PERSONAL_POTS, Pot.ORGANISATION, Pot.MERCHANT)
    )
    return Cover(
        euros=sums.get(Pot.COVER, 0),
        coins=coins,
        owed_by_others=-owed,
        coin_value_cents=current_tenant().coin_value_cents,
        due_cents=due.balance if due else 0,
    )

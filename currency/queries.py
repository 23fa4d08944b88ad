"""Reads of the currency that pages, API and other rooms share. Amounts in minor units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet, Sum

from currency.errors import NoRules, RequestUnknown
from currency.models import (
    Account,
    Entry,
    Hold,
    PaymentRequest,
    Pot,
    Programme,
    RuleSet,
    Transfer,
    Unit,
)
from currency.rules.document import Rules
from tenants.models import Tenant
from tenants.people.models import Party
from tenants.queries import current_tenant, tenant_by_code
from tenants.schema import current_schema, looking_at

PERSONAL_POTS = (Pot.EARNED, Pot.GIFT)


@dataclass(frozen=True)
class RulesInForce:
    """A version of the rules and its document."""

    id: int
    version: int
    rules: Rules


def rules_in_force(at: datetime) -> RulesInForce:
    """The approved version with the latest start not after `at`. Raises NoRules."""
    found = (
        RuleSet.objects.filter(state=RuleSet.State.APPROVED, starts_at__lte=at)
        .order_by("-starts_at", "-version")
        .values_list("id", "version", "approved_at")
        .first()
    )
    if found is None:
        raise NoRules
    version_id, version, approved_at = found
    rules = parsed_rules(current_schema(), version_id, approved_at)
    return RulesInForce(version_id, version, rules)


@lru_cache(maxsize=1_000)
def parsed_rules(schema_name: str, version_id: int, approved_at: datetime | None) -> Rules:
    """A version's document, parsed once a process: what was approved never changes, by a trigger.

    The moment of approval is part of what it is kept by: a database restored from a backup may
    give the same number to another version.
    """
    with looking_at(schema_name):
        return Rules.model_validate(RuleSet.objects.get(id=version_id).document)


def forget_rules() -> None:
    """Drop the parsed documents: between tests, whose databases number alike."""
    parsed_rules.cache_clear()


def rule_versions() -> QuerySet[RuleSet]:
    """All versions, newest first."""
    return RuleSet.objects.order_by("-version")


def accounts_of(holder: Party, pots: Iterable[str] = PERSONAL_POTS) -> QuerySet[Account]:
    """A holder's accounts for these purposes."""
    return Account.objects.filter(holder=holder, pot__in=list(pots))


def total_balance(holder: Party, pots: Iterable[str] = PERSONAL_POTS) -> int:
    """What the holder has over these pots together, in minor units."""
    return accounts_of(holder, pots).aggregate(total=Sum("balance"))["total"] or 0


def balance_of(holder: Party, pot: Pot) -> int:
    """What stands on one account; 0 where it was never opened."""
    found = Account.objects.filter(holder=holder, pot=pot).values_list("balance", flat=True).first()
    return found or 0


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


def given_back_at(transfer_id: int) -> datetime | None:
    """When a transfer was reversed; None where it stands."""
    found = Transfer.objects.filter(reverses_id=transfer_id).values_list("at", flat=True)
    return found.first()


@dataclass(frozen=True)
class OpenRequest:
    """A payment request as its payer sees it, wherever the shop stands. Amounts in minor units.

    `amount` counts in the coin of `tenant`, the shop's own; `payee_account` is an id there.
    """

    id: UUID
    code: str
    tenant: Tenant
    payee: str
    payee_party: UUID
    payee_account: int
    amount: int
    description: str
    expires_at: datetime
    state: str


def plain_code(text: str) -> str:
    """A typed code without spaces and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def tenant_of_code(plain: str) -> Tenant:
    """The tenant whose shops give out codes like this one. Raises RequestUnknown."""
    found = tenant_by_code(plain[:2]) if len(plain) == 8 else None
    if found is None:
        raise RequestUnknown
    return found


def payment_request(code: str) -> OpenRequest:
    """A request by its code, here or at the tenant its first two signs name.

    Raises RequestUnknown.
    """
    plain = plain_code(code)
    tenant = tenant_of_code(plain)
    with looking_at(tenant.schema_name):
        found = PaymentRequest.objects.filter(code=plain).select_related("payee__holder").first()
    if found is None:
        raise RequestUnknown
    return OpenRequest(
        id=found.id,
        code=found.code,
        tenant=tenant,
        payee=found.payee.holder.name,
        payee_party=found.payee.holder_id,
        payee_account=found.payee_id,
        amount=found.amount,
        description=found.description,
        expires_at=found.expires_at,
        state=found.state,
    )


def request_of_payee(request_id: UUID, payee: Party) -> PaymentRequest:
    """A request as its own payee sees it. Raises RequestUnknown."""
    found = (
        PaymentRequest.objects.filter(id=request_id, payee__holder=payee)
        .select_related("transfer", "payee")
        .first()
    )
    if found is None:
        raise RequestUnknown
    return found


def payer_name(request: PaymentRequest) -> str:
    """The public name of who paid: a first name and initial, or the municipality they are from."""
    if request.transfer is None:
        return ""
    other = (
        Entry.objects.filter(transfer=request.transfer)
        .exclude(account_id=request.payee_id)
        .values_list("account__holder__name", flat=True)
        .first()
    )
    return other or ""


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


def open_holds_of(account: Account) -> QuerySet[Hold]:
    """Holds that still keep something aside, oldest first."""
    return account.holds.filter(state=Hold.State.OPEN).order_by("placed_at")


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
        sums.get(pot, 0)
        for pot in (Pot.PROGRAMME, Pot.EARNED, Pot.GIFT, Pot.ORGANISATION, Pot.MERCHANT)
    )
    return Cover(
        euros=sums.get(Pot.COVER, 0),
        coins=coins,
        owed_by_others=-owed,
        coin_value_cents=current_tenant().coin_value_cents,
        due_cents=due.balance if due else 0,
    )


def live_state(request: PaymentRequest, *, now: datetime) -> dict[str, object]:
    """What a waiting till wants to know: its state, the amount, and who paid."""
    state = request.state
    if state == PaymentRequest.State.OPEN and request.expires_at <= now:
        state = "expired"
    return {"state": state, "amount": request.amount, "payer": payer_name(request)}

"""Reads about shops, their tills and what came in there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncDate

from currency.errors import RequestUnknown
from currency.models import Entry, PaymentRequest, Pot, Transfer
from currency.queries import given_back_of, names_across, request_of_payee
from currency.rules.document import Rules
from marketplace.errors import MerchantNotOpen, NoTill
from marketplace.models import Branch, Merchant, Till
from marketplace.partner_errors import MerchantPaused
from marketplace.queries import partners
from marketplace.queries.near import Point, apart
from marketplace.queries.words import likest_first, ways_to_find, words_of
from marketplace.rules.refunds import by_shop, may_refund
from tenants.errors import NotFound
from tenants.people.models import Party, Person, Seat

AT_THE_TILL = (
    Transfer.Kind.PAYMENT, Transfer.Kind.RECEIPT_ABROAD, Transfer.Kind.REVERSAL,
    Transfer.Kind.REFUND,
)  # fmt: skip


def merchants_found(
    *,
    text: str = "",
    category: str = "",
    neighbourhood_id: int | None = None,
    near: Point | None = None,
    open_on: date | None = None,
) -> QuerySet[Merchant]:
    """Approved shops, by name or nearest first. Their account numbers are not even read.

    Where the words stand nowhere, what looks most like them comes first, and `is_guess` is true of
    each. `open_on` asks for shops that are open at some time of that day, by their weekly hours.
    """
    found = (
        Merchant.objects.filter(state=Merchant.State.APPROVED)
        .select_related("neighbourhood")
        .defer("iban")
    )
    if category:
        found = found.filter(category=category)
    if neighbourhood_id:
        found = found.filter(neighbourhood_id=neighbourhood_id)
    if open_on:
        found = found.filter(hours__has_key=str(open_on.weekday()))
    found = found.order_by(*([apart(near)] if near else []), "name", "id")
    for asked, is_guess in ways_to_find(text, short=("name", "address"), long="about"):
        tried = found.filter(asked).annotate(is_guess=Value(is_guess))
        if not text or tried.exists():
            break
    return likest_first(tried, text, "name") if is_guess else tried


def merchant(merchant_id: int) -> Merchant:
    """An approved shop as everybody sees it. Raises NotFound."""
    found = merchants_found().filter(id=merchant_id).first()
    if found is None:
        raise NotFound
    return found


def merchants_of_console(
    text: str = "", *, state: str = "", category: str = ""
) -> QuerySet[Merchant]:
    """All shops, those that wait first, with how many tills they have.

    Each word is in the name, an address, or the name or mail address of somebody who works there,
    or begins a number. `state` as for `partners.narrowed`.
    """
    shops = Merchant.objects.select_related("neighbourhood", "applied_by", "approved_by")
    found = partners.narrowed(shops, state).annotate(
        till_count=Count("tills", filter=Q(tills__is_active=True))
    )
    for word in words_of(text):
        found = found.filter(_is_about(word))
    if category:
        found = found.filter(category=category)
    waits_first = Case(When(state=Merchant.State.APPLIED, then=0), default=1)
    return found.order_by(waits_first, "name", "id")


def _is_about(word: str) -> Q:
    works_there = Seat.objects.filter(party=OuterRef("party")).filter(
        Q(person__name__icontains=word) | Q(person__email__icontains=word)
    )
    branches = Branch.objects.filter(merchant=OuterRef("pk")).filter(
        Q(name__icontains=word) | Q(address__icontains=word)
    )
    return (
        Q(name__icontains=word)
        | Q(address__icontains=word)
        | Q(kvk_number__startswith=word)
        | Q(vat_number__istartswith=word)
        | Exists(works_there)
        | Exists(branches)
    )


def merchant_of_console(merchant_id: int) -> Merchant:
    """A shop in whatever state. Raises NotFound."""
    found = merchants_of_console().filter(id=merchant_id).first()
    if found is None:
        raise NotFound
    return found


def tills_of(person: Person) -> QuerySet[Till]:
    """Active tills of the approved shops this person acts for, by shop and name."""
    return (
        Till.objects.filter(
            is_active=True,
            merchant__state=Merchant.State.APPROVED,
            merchant__party__seats__person=person,
        )
        .select_related("merchant__party")
        .defer("merchant__iban")
        .order_by("merchant__name", "name", "id")
    )


def till_of(person: Person, till_id: int) -> Till:
    """One of this person's tills. Raises NoTill."""
    found = tills_of(person).filter(id=till_id).first()
    if found is None:
        raise NoTill
    return found


def refuse_unless_works_at(person: Person, till: Till) -> None:
    """Raises NoTill, MerchantNotOpen."""
    if not Seat.objects.filter(person=person, party_id=till.merchant.party_id).exists():
        raise NoTill
    _refuse_unless_open(till)


def refuse_unless_may_ask(person: Person, till: Till) -> None:
    """Whoever works here may ask, unless the shop takes nothing for a while.

    Raises NoTill, MerchantNotOpen, MerchantPaused.
    """
    if not Seat.objects.filter(person=person, party_id=till.merchant.party_id).exists():
        raise NoTill
    if _refuse_unless_open(till) is not None:
        raise MerchantPaused


def _refuse_unless_open(till: Till) -> datetime | None:
    """Since when the open shop of this till is paused, or None. Raises MerchantNotOpen."""
    shops = Merchant.objects.values_list("state", "paused_at")
    state, paused_at = shops.get(id=till.merchant_id)
    if state != Merchant.State.APPROVED or not till.is_active:
        raise MerchantNotOpen(state=state)
    return paused_at


@dataclass(frozen=True)
class Receipt:
    """What came in at, or was given back by, a shop: a line of its till's statement.

    `given_back` is what was given back of it; `refundable` what the shop may still give back by
    itself. Minor units.
    """

    at: datetime
    amount: int
    kind: str
    desk: str
    payer: str
    request_id: UUID | None
    is_refunded: bool
    given_back: int
    refundable: int

    @property
    def is_refundable(self) -> bool:
        """Whether the shop may give something back by itself."""
        return self.refundable > 0


def receipts(shop: Party) -> QuerySet[Entry]:
    """What came in at the tills, what was given back and what the shop paid, newest first."""
    kinds = (*AT_THE_TILL, Transfer.Kind.TRADE)
    return (
        Entry.objects.filter(
            account__holder=shop, account__pot=Pot.MERCHANT, transfer__kind__in=kinds
        )
        .select_related(
            "transfer__request", "transfer__reverses__request", "transfer__refunds__request"
        )
        .order_by("-transfer__at", "-transfer_id")
    )


def receipts_of_till(entries: Sequence[Entry], *, rules: Rules, now: datetime) -> list[Receipt]:
    """A page of receipts as a shop reads them; a query for the names and one for the refunds."""
    names = names_across(entries)
    given_back = given_back_of([entry.transfer_id for entry in entries])
    return [
        _receipt(entry, names, given_back.get(entry.transfer_id, 0), rules, now)
        for entry in entries
    ]


@dataclass(frozen=True)
class DayTotal:
    """What a shop took in one day, refunds taken off; not what it paid itself. Minor units."""

    day: date
    amount: int
    payments: int


def day_totals(shop: Party, *, since: date) -> list[DayTotal]:
    """Totals per day from `since` on, newest first."""
    rows = (
        Entry.objects.filter(
            account__holder=shop,
            account__pot=Pot.MERCHANT,
            transfer__at__date__gte=since,
        )
        .filter(
            Q(transfer__kind__in=AT_THE_TILL) | Q(transfer__kind=Transfer.Kind.TRADE, amount__gt=0)
        )
        .annotate(day=TruncDate("transfer__at"))
        .values("day")
        .annotate(total=Sum("amount"), number=Count("transfer_id", filter=Q(amount__gt=0)))
        .order_by("-day")
    )
    return [DayTotal(row["day"], row["total"], row["number"]) for row in rows]


def paid_transfer(request_id: UUID, shop: Party) -> Transfer:
    """The transfer that paid this shop's request. Raises RequestUnknown."""
    found = request_of_payee(request_id, shop).transfer
    if found is None:
        raise RequestUnknown
    return found


def refundable(
    *, kind: str, paid_at: datetime, amount: int, given_back: int, rules: Rules, now: datetime
) -> int:
    """What a shop may still give back by itself of a payment, in minor units; 0 is nothing."""
    days = rules.redemption.holding_days
    if not may_refund(kind=kind, paid_at=paid_at, holding_days=days, now=now):
        return 0
    maximum = rules.refunds.shop_maximum
    most = by_shop(left=amount - given_back, given_back=given_back, maximum=maximum)
    return most if rules.refunds.partial or most == amount else 0


def _receipt(
    entry: Entry, names: dict[int, str], given_back: int, rules: Rules, now: datetime
) -> Receipt:
    transfer = entry.transfer
    original = transfer.reverses or transfer.refunds or transfer
    is_paid_by_shop = transfer.kind == Transfer.Kind.TRADE and entry.amount < 0
    asked: PaymentRequest | None = None if is_paid_by_shop else getattr(original, "request", None)
    most = refundable(
        kind=transfer.kind, paid_at=transfer.at, amount=entry.amount, given_back=given_back,
        rules=rules, now=now,
    )  # fmt: skip
    return Receipt(
        at=transfer.at,
        amount=entry.amount,
        kind=transfer.kind,
        desk=asked.desk if asked else "",
        payer=names.get(transfer.id, ""),
        request_id=asked.id if asked else None,
        is_refunded=given_back > 0 and given_back == entry.amount,
        given_back=given_back,
        refundable=most if asked else 0,
    )

"""The till's book: what came in and was given back, by day and by line, as a file too."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.models import Dispute, Entry, Transfer
from currency.queries import disputes_at, rules_in_force
from marketplace import queries
from marketplace.queries import Receipt
from marketplace.web.bars import bar_chart
from marketplace.web.till_choice import till_or_refuse
from tenants.people.models import Party
from tenants.queries import current_tenant
from tenants.web.figures import coins_plain, plain_cell
from tenants.web.spreadsheet import spreadsheet

RECEIPTS_PER_PAGE: Final = 25
DAYS_OF_TOTALS: Final = 14
EXPORT_LIMIT: Final = 10_000
DAY: Final = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReceiptFilter(forms.Form):
    """Narrow what came in to a day or a period."""

    since = forms.DateField(label=gettext_lazy("Vanaf"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Tot en met"), required=False, widget=DAY)

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries that fit; a field with a mistake narrows nothing."""
        self.is_valid()
        if since := self.cleaned_data.get("since"):
            entries = entries.filter(transfer__at__date__gte=since)
        if until := self.cleaned_data.get("until"):
            entries = entries.filter(transfer__at__date__lte=until)
        return entries

    def asked(self) -> str:
        """The same question as a query string."""
        found = {name: self.cleaned_data.get(name) for name in ("since", "until")}
        return "&".join(f"{name}={day:%Y-%m-%d}" for name, day in found.items() if day)


@login_required
@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """What came in at all tills of the shop, a page at a time, and totals per day."""
    chosen = till_or_refuse(request)
    shop, now = chosen.merchant.party, timezone.now()
    today = localdate(now)
    form = ReceiptFilter(request.GET)
    page = Paginator(form.narrow(queries.receipts(shop)), RECEIPTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    days = _days(shop, today)
    context = {
        "till": chosen,
        "form": form,
        "asked": form.asked(),
        "page": page,
        "rows": _rows(list(page.object_list), now),
        "today": days[-1],
        "days": [day for day in reversed(days) if day.payments or day.amount],
        "total": sum(day.amount for day in days),
        "payments": sum(day.payments for day in days),
        "chart": bar_chart([day.amount for day in days]),
        "first_day": days[0].day,
        "since_days": DAYS_OF_TOTALS,
        "reported": disputes_at(shop).filter(state=Dispute.State.OPEN).count(),
    }
    return render(request, "marketplace/till_statement.html", context)


@login_required
@never_cache
@require_GET
def statement_csv(request: HttpRequest) -> HttpResponse:
    """The same day or period as a file for a spreadsheet, the newest 10,000 lines."""
    chosen = till_or_refuse(request)
    form = ReceiptFilter(request.GET)
    entries = list(form.narrow(queries.receipts(chosen.merchant.party))[:EXPORT_LIMIT])
    name = "-".join(["kassa", *(f"{day}" for day in form.cleaned_data.values() if day)])
    rows = (
        [f"{timezone.localtime(receipt.at):%Y-%m-%d %H:%M}",
         Transfer.Kind(receipt.kind).label, plain_cell(receipt.desk),
         plain_cell(receipt.payer), coins_plain(receipt.amount), coins_plain(cents)]
        for receipt, cents in _rows(entries, timezone.now())
    )  # fmt: skip
    return spreadsheet(name, ["datum", "soort", "kassa", "klant", "munten", "euro"], rows)


def _rows(entries: Sequence[Entry], now: datetime) -> Iterable[tuple[Receipt, int]]:
    """Receipts with what they are worth in cents."""
    found = queries.receipts_of_till(entries, rules=rules_in_force(now).rules, now=now)
    return [(receipt, worth_in_cents(receipt.amount)) for receipt in found]


def worth_in_cents(amount: int) -> int:
    """Euro cents, rounded towards nothing: what is given back is worth what came in."""
    cents = abs(amount) * current_tenant().coin_value_cents // 100
    return cents if amount >= 0 else -cents


def _days(shop: Party, today: date) -> list[queries.DayTotal]:
    """The last days up to today, also those without a payment, oldest first."""
    since = today - timedelta(days=DAYS_OF_TOTALS - 1)
    found = {total.day: total for total in queries.day_totals(shop, since=since)}
    return [
        found.get(day, queries.DayTotal(day, 0, 0))
        for day in (since + timedelta(days=number) for number in range(DAYS_OF_TOTALS))
    ]

"""The cover at the console: each day of a period, of the coin or of one budget; and the law."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from currency.models import CoverDay, Programme, ProgrammeDay
from currency.queries import cover, open_alarms, programmes, readings
from marketplace.web.chart import LineChart, line_chart
from tenants.web.figures import coins_plain
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may

DAYS_A_PAGE: Final = 31
MARKS: Final = 4
# A day, and the two sums that are drawn of it.
Course = tuple[date, int, int]
PERIODS: Final = [(30, _("30 dagen")), (91, _("3 maanden")), (366, _("een jaar"))]


class BudgetField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the town's budgets, by name."""

    def label_from_instance(self, obj: Programme) -> str:
        """Its name."""
        return obj.name


class PeriodForm(forms.Form):
    """Which days, and of which budget; a word nobody knows means the first of the list."""

    periode = forms.TypedChoiceField(
        label=_("Periode"), choices=PERIODS, coerce=int, required=False
    )
    budget = BudgetField(
        label=_("Munt of budget"), queryset=Programme.objects.none(), required=False,
        empty_label=_("De hele munt"),
    )  # fmt: skip

    def __init__(self, request: HttpRequest) -> None:
        super().__init__({"periode": "30", **request.GET.dict()})
        self.fields["budget"].queryset = programmes()  # type: ignore[attr-defined]
        self.is_valid()

    def since(self, today: date) -> date:
        """The first day of the period."""
        return today - timedelta(days=self.cleaned_data.get("periode") or PERIODS[0][0])

    @property
    def programme(self) -> Programme | None:
        """One budget, or None for the whole coin."""
        return self.cleaned_data.get("budget")


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Cover now, its course, each day of the period, and what the law asks to watch."""
    person_who_may(request, "see-programmes")
    form, now = PeriodForm(request), timezone.now()
    rows, course = _rows(form, form.since(timezone.localdate(now)))
    chart, money = _chart(course), cover()
    context = {
        "form": form,
        "programme": form.programme,
        "cover": money,
        "cover_scale": max(money.euros, money.needed, 1),
        "alarms": open_alarms(),
        "watched": {one.kind.replace("-", "_"): one for one in readings(now)},
        "page": Paginator(rows, DAYS_A_PAGE).get_page(request.GET.get("page")),
        "chart": chart,
        "marks": _marks(chart, course),
        "asked": form_query(request),
    }
    return render(request, "marketplace/console_cover.html", context)


@login_required
@never_cache
@require_GET
def overview_csv(request: HttpRequest) -> HttpResponse:
    """The same days as a file for a spreadsheet."""
    person_who_may(request, "see-programmes")
    form = PeriodForm(request)
    since = form.since(timezone.localdate())
    if form.programme:
        head = ["dag", "gekregen", "uitgegeven", "vastgelegd"]
        cells = [
            [row.day_id, *map(_plain, (row.funded, row.spent, row.reserved))]
            for row in _programme_days(form.programme, since)
        ]
        return spreadsheet(f"dekking-budget-{form.programme.id}", head, cells)
    head = ["dag", "euro apart", "euro nodig", "procent", "munten", "van andere gemeenten",
            "betaald", "betaald in 12 maanden", "hoogste saldo"]  # fmt: skip
    cells = [
        [row.day, _plain(row.euros), _plain(row.needed), row.percent,
         *map(_plain, (row.coins, row.owed_by_others, row.paid, row.volume_12m,
                       row.largest_balance))]
        for row in _cover_days(since)
    ]  # fmt: skip
    return spreadsheet("dekking", head, cells)


def form_query(request: HttpRequest) -> str:
    """What was asked, for the links to other pages of the same."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _cover_days(since: date) -> list[CoverDay]:
    return list(CoverDay.objects.filter(day__gte=since).order_by("-day"))


def _programme_days(programme: Programme, since: date) -> list[ProgrammeDay]:
    days = ProgrammeDay.objects.filter(programme=programme, day_id__gte=since)
    return list(days.order_by("-day_id"))


def _rows(form: PeriodForm, since: date) -> tuple[Sequence[object], list[Course]]:
    """The days, the newest first, and what is drawn of them, the oldest first."""
    if form.programme:
        found = _programme_days(form.programme, since)
        return found, [(row.day_id, row.funded, row.spent) for row in reversed(found)]
    days = _cover_days(since)
    return days, [(row.day, row.euros, row.needed) for row in reversed(days)]


def _chart(course: Sequence[Course]) -> LineChart:
    """Set aside and needed; of a budget given and spent."""
    return line_chart(
        [max(0, first) for _day, first, _second in course],
        [max(0, second) for _day, _first, second in course],
        list(range(len(course))),
    )


def _marks(chart: LineChart, course: Sequence[Course]) -> list[tuple[int, date]]:
    """A few days below the lines: where, and which day."""
    every = max(1, -(-len(course) // MARKS))
    return [(mark.at, course[mark.value][0]) for mark in chart.marks[::every]]


def _plain(amount: int | None) -> str:
    return "" if amount is None else coins_plain(amount)

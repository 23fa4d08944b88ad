"""The municipality's books of the coin: look, download for the finance package, name accounts."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import Programme, Transfer
from settlement.errors import TaxNumberMissing
from settlement.journal.audit_file import Books, audit_file
from settlement.journal.lines import chart_of_accounts, journal, totals
from settlement.journal.year_pack import JOURNAL_HEAD, journal_rows, year_pack
from settlement.models import Administration, CostCentre
from settlement.services.journal import keep_chart
from settlement.web.journal_forms import BooksForm, ChartForm
from tenants.queries import current_tenant
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may, step


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Each account over a period: what it was, what was booked, what it is."""
    person = person_who_may(request, "see-payouts")
    form = _form(request)
    first, last = form.period()
    found = totals(first, journal(first, last))
    context = {
        "form": form,
        "first": first,
        "last": last,
        "totals": found,
        "debit": sum(one.debit for one in found),
        "credit": sum(one.credit for one in found),
        "is_empty": not any(one.opening or one.debit or one.credit for one in found),
        "has_tax_number": bool(_tax_number()),
        "may_change": person.may("deposit-cover"),
    }
    return render(request, "settlement/journal.html", context)


@login_required
@never_cache
@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The lines for a spreadsheet or a finance package."""
    person_who_may(request, "see-payouts")
    first, last = _form(request).period()
    return spreadsheet(
        _name("dagboek", first, last), JOURNAL_HEAD, journal_rows(journal(first, last))
    )


@login_required
@never_cache
@require_GET
def as_audit_file(request: HttpRequest) -> HttpResponse:
    """The same as XML Auditfile Financieel. Raises TaxNumberMissing."""
    person_who_may(request, "see-payouts")
    books = _books(*_form(request).period())
    return _download(
        audit_file(books), f"{_name('auditfile', books.first, books.last)}.xaf", "application/xml"
    )


@login_required
@never_cache
@require_GET
def as_year_pack(request: HttpRequest) -> HttpResponse:
    """All of it for the accountant. Raises TaxNumberMissing."""
    person_who_may(request, "see-payouts")
    books = _books(*_form(request).period())
    return _download(
        year_pack(books), f"{_name('jaarstukken', books.first, books.last)}.zip", "application/zip"
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def chart(request: HttpRequest) -> HttpResponse:
    """The municipality's own numbers, names and cost centres."""
    person = person_who_may(request, "deposit-cover")
    form = ChartForm(
        request.POST or None,
        accounts=chart_of_accounts(),
        programmes=Programme.objects.all(),
        centres=dict(CostCentre.objects.values_list("programme_id", "code")),
        initial={"tax_number": _tax_number()},
    )

    def run() -> HttpResponse:
        keep_chart(
            codes=form.codes(),
            centres=form.centres(),
            tax_number=form.cleaned_data["tax_number"].strip(),
            by=person,
        )
        messages.success(request, _("Bewaard. Nieuwe bestanden gebruiken deze nummers."))
        return redirect("settlement:journal")

    return step(request, "settlement/journal_chart.html", run, context={}, form=form)


def _form(request: HttpRequest) -> BooksForm:
    today = localdate()
    earliest = Transfer.objects.order_by("id").values_list("posted_at", flat=True).first()
    begins = timezone.localtime(earliest).year if earliest else today.year
    return BooksForm(request.GET, years=range(today.year, begins - 1, -1), today=today)


def _books(first: date, last: date) -> Books:
    tax_number = _tax_number()
    if not tax_number:
        raise TaxNumberMissing
    lines = journal(first, last)
    return Books(
        company=current_tenant().name,
        tax_number=tax_number,
        first=first,
        last=last,
        created_on=localdate(),
        totals=totals(first, lines),
        lines=lines,
    )


def _tax_number() -> str:
    return Administration.objects.values_list("tax_number", flat=True).first() or ""


def _name(what: str, first: date, last: date) -> str:
    return f"{what}-{first:%Y-%m-%d}-{last:%Y-%m-%d}"


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

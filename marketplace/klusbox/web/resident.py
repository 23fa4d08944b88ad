"""What one borrows: the code to fetch it with, saying no, and telling what is broken."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.web.qr import qr_code
from marketplace.klusbox.queries import lending
from marketplace.klusbox.rules.steps import LOAN, Act, Part, acts_of
from marketplace.klusbox.services.lending import report_broken
from marketplace.klusbox.services.reserving import cancel_reservation
from marketplace.klusbox.web.forms import NoteForm
from tenants.web.steps import person_of, step

PER_PAGE: Final = 20


@login_required
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What is set aside or out; on the other tab what was."""
    is_past = request.GET.get("toon") == "geweest"
    found = lending.reservations_of(person_of(request), is_over=is_past)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "is_past": is_past,
        "asked": "toon=geweest" if is_past else "",
        "now": timezone.now(),
    }
    return render(request, "klusbox/mine.html", context)


@login_required
@never_cache
@require_GET
def one(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """One reservation with its code."""
    found = lending.own_reservation(person_of(request), reservation_id)
    code = request.build_absolute_uri(reverse("klusbox:reservation-code", args=[found.code]))
    loans = list(found.loans.all())
    context = {
        "reservation": found,
        "loans": loans,
        "now": timezone.now(),
        "qr": qr_code(code) if lending.has_live(found) else None,
        "may_cancel": any(Act.CANCEL in acts_of(LOAN, loan.state, Part.BORROWER) for loan in loans),
    }
    return render(request, "klusbox/reservation.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Saying no, after a question."""
    person = person_of(request)
    found = lending.own_reservation(person, reservation_id)

    def run() -> HttpResponse:
        cancel_reservation(reservation_id=found.id, actor=person, now=timezone.now())
        messages.success(request, _("Afgezegd. Een ander kan het nu lenen."))
        return redirect("klusbox:mine")

    return step(request, "klusbox/cancel.html", run, context={"reservation": found})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def broken(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Something that one borrows is broken."""
    person = person_of(request)
    loan = lending.own_loan(person, loan_id)
    form = NoteForm(request.POST or None, initial={"note": loan.reported})

    def run() -> HttpResponse:
        report_broken(
            loan_id=loan.id, person=person, note=form.cleaned_data["note"], now=timezone.now()
        )
        messages.success(request, _("Dank je. We kijken ernaar als je het terugbrengt."))
        return redirect("klusbox:reservation", loan.reservation_id)

    return step(request, "klusbox/broken.html", run, context={"loan": loan}, form=form)

"""The proof of the books at the console: a worker checks them, and the sealed days."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.models import BookCheck, DaySeal
from currency.services.book_checks import LEFT_AFTER, ask_book_check
from tenants.web.steps import person_who_may

DAYS_A_PAGE: Final = 31


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The sealed days, the newest first; on POST a worker is asked to check every promise."""
    person = person_who_may(request, "see-programmes")
    if request.method == "POST":
        ask_book_check(actor=person.party_id, now=timezone.now())
        return redirect("marketplace:console-ledger")
    days = Paginator(DaySeal.objects.order_by("-day"), DAYS_A_PAGE)
    context = {"page": days.get_page(request.GET.get("page")), **_newest()}
    return render(request, "marketplace/console_ledger.html", context)


@login_required
@never_cache
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How far the check is, for the part of the page that asks again and again."""
    person_who_may(request, "see-programmes")
    return render(request, "marketplace/_console_book_check.html", _newest())


def _newest() -> dict[str, object]:
    found = BookCheck.objects.first()
    is_left = found is not None and found.is_open and timezone.now() - found.heard_at > LEFT_AFTER
    return {"check": found, "is_left": is_left}

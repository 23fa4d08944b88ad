"""The proof of the books at the console: check them now, and the sealed days."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency.models import DaySeal
from currency.proof import verify_ledger
from tenants.schema import current_schema
from tenants.web.steps import person_who_may

DAYS_A_PAGE: Final = 31


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The sealed days, the newest first; on POST every promise of the ledger is checked too."""
    person_who_may(request, "see-programmes")
    days = Paginator(DaySeal.objects.order_by("-day"), DAYS_A_PAGE)
    context = {
        "page": days.get_page(request.GET.get("page")),
        "is_checked": request.method == "POST",
        "findings": verify_ledger(current_schema()) if request.method == "POST" else [],
    }
    return render(request, "marketplace/console_ledger.html", context)

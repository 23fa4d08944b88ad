"""The deals of today, for everybody."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from marketplace.offers import queries

DEALS_PER_PAGE: Final = 24


@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    """What shops give now, the first to end first."""
    now = timezone.now()
    found = queries.running_deals(on=timezone.localdate(now), now=now)
    page = Paginator(found, DEALS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "offers/deals.html", {"page": page})

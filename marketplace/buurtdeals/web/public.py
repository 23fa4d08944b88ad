"""What everybody may read of buurtdeals: which ones hold, and where one can take part."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from marketplace.buurtdeals import queries

PER_PAGE = 20


@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    """The deals that hold, by name."""
    page = Paginator(queries.running_deals(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/buurtdeals.html", {"page": page})


@require_GET
def deal(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """One deal and its open klussen. Who speaks for the residents does not stand here."""
    found = queries.running_deal(buurtdeal_id)
    context = {"deal": found, "klussen": queries.open_klussen_of(found, now=timezone.now())}
    return render(request, "marketplace/buurtdeal.html", context)

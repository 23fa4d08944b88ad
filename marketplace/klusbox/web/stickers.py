"""Where the codes on things and on reservations lead, and the photos of things."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.queries import lending
from marketplace.klusbox.services.moving import PERMISSION
from tenants.errors import NotFound
from tenants.web.steps import person_of, person_or_none

PHOTO_CACHE_S: Final = 3600


@never_cache
@require_GET
def item(request: HttpRequest, code: str) -> HttpResponse:
    """What this is and where it belongs; who lends is led to the desk."""
    found = stock.item_of_code(code.upper())
    person = person_or_none(request)
    if person is not None and person.may(PERMISSION):
        return redirect("klusbox:desk-item", found.id)
    is_mine = found.loan is not None and found.loan.reservation.person_id == getattr(
        person, "id", 0
    )
    return render(request, "klusbox/item.html", {"item": found, "is_mine": is_mine})


@login_required
@never_cache
@require_GET
def reservation(request: HttpRequest, code: str) -> HttpResponse:
    """The reservation with this code: at the desk for who lends, else one's own."""
    found, person = lending.reservation_of_code(code.upper()), person_of(request)
    if person.may(PERMISSION):
        return redirect("klusbox:desk-reservation", found.id)
    if found.person_id != person.id:
        raise NotFound
    return redirect("klusbox:reservation", found.id)


@require_GET
def photo(request: HttpRequest, item_id: int) -> FileResponse:
    """The photo of a thing."""
    found = stock.item(item_id)
    if not found.photo:
        raise NotFound
    response = FileResponse(
        found.photo.open("rb"), content_type="image/jpeg", filename=f"klusbox-{found.number}.jpg"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={PHOTO_CACHE_S}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

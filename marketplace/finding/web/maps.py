"""What the script of a map asks: spots of work, spots of shops, and the town's own drawing."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from marketplace import queries
from marketplace.finding.errors import BoxInvalid
from marketplace.finding.queries import map_shapes, named_of, spots
from marketplace.finding.web.live_map import asked_piece, refused, spots_json
from marketplace.web.forms import KlusFilterForm, ShopFilterForm
from tenants.people.queries import neighbourhoods


@never_cache
@require_GET
def klus_spots(request: HttpRequest) -> JsonResponse:
    """Open klussen in a piece of the map, as the page's filters narrow them."""
    try:
        box, zoom = asked_piece(request)
    except BoxInvalid as refusal:
        return refused(refusal)
    form = KlusFilterForm(request.GET)
    klussen = queries.open_klussen(now=timezone.now(), narrow=form.chosen())
    found = spots(klussen.matching(), box, zoom)
    items = {
        klus.id: {
            "title": klus.title,
            "url": reverse("marketplace:klus", args=[klus.id]),
            "line": _begins(klus),
        }
        for klus in klussen.rows(named_of(found))
    }
    return spots_json(found, items, _klussen_here)


@never_cache
@require_GET
def shop_spots(request: HttpRequest) -> JsonResponse:
    """Shops in a piece of the map, as the page's filters narrow them."""
    try:
        box, zoom = asked_piece(request)
    except BoxInvalid as refusal:
        return refused(refusal)
    matching = queries.merchants_found(**ShopFilterForm(request.GET).chosen())
    found = spots(matching, box, zoom)
    items = {
        shop.id: {
            "title": shop.name,
            "url": reverse("marketplace:shop", args=[shop.id]),
            "line": shop.address or shop.get_category_display(),
        }
        for shop in queries.merchants_found().filter(id__in=named_of(found))
    }
    return spots_json(found, items, _shops_here)


@cache_control(public=True, max_age=300)
@require_GET
def drawing(request: HttpRequest) -> JsonResponse:
    """The town's own drawing, and where its neighbourhoods lie."""
    return JsonResponse({
        "shapes": [{"kind": one.kind, "points": one.points} for one in map_shapes()],
        "places": [
            {"name": one.name, "lat": float(one.latitude), "lon": float(one.longitude)}
            for one in neighbourhoods()
            if one.latitude is not None and one.longitude is not None
        ],
    })  # fmt: skip


def _begins(klus: Any) -> str:
    """The day of its next moment, with which the query has annotated it."""
    return date_format(timezone.localtime(klus.next_start), _("D j b"))


def _klussen_here(count: int) -> str:
    return ngettext("%(count)d klus", "%(count)d klussen", count) % {"count": count}


def _shops_here(count: int) -> str:
    return ngettext("%(count)d winkel", "%(count)d winkels", count) % {"count": count}

"""The shops of a town inside the page of another web site: a list and a map, and no cookie at all.

Which web sites may show it the municipality says; the policy names them and nobody else. Nothing
here knows who looks: no session is read, no cookie is set, no script runs.
"""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from heitje.context import theme_url
from marketplace.finding.queries import map_shapes
from marketplace.models import Merchant
from marketplace.offers.queries import deals_by_shop, embed_hosts
from marketplace.offers.web.shop_map import shop_map
from marketplace.queries import merchants_found
from tenants.queries import current_tenant

SHOPS_PER_PAGE: Final = 30
KEEP_S: Final = 300


@require_GET
@xframe_options_exempt
@cache_control(public=True, max_age=KEEP_S)
def shops(request: HttpRequest) -> HttpResponse:
    """The page, in the language the address asks for ("?taal=de") or the reader's own."""
    language = request.GET.get("taal", "")
    if not translation.check_for_language(language):
        language = translation.get_language() or "nl"
    with translation.override(language):
        answer = HttpResponse(render_to_string("embedded_shops.html", _context(request, language)))
    hosts = [host.origin for host in embed_hosts()]
    answer._csp_replace = {  # type: ignore[attr-defined]  # django-csp reads it
        "frame-ancestors": hosts or ["'none'"],
        "script-src": ["'none'"],
        "connect-src": ["'none'"],
    }
    return answer


def _context(request: HttpRequest, language: str) -> dict[str, object]:
    """All that the template needs: it gets no request, so it can ask for nobody."""
    now, tenant = timezone.now(), current_tenant()
    category = request.GET.get("soort", "")
    found = merchants_found(category=category if category in Merchant.Category else "")
    page = Paginator(found, SHOPS_PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    deals = deals_by_shop([shop.id for shop in listed], on=timezone.localdate(now), now=now)
    return {
        "tenant": tenant,
        "language": language,
        "theme_url": theme_url(request),
        "page": page,
        "shops": [(number, shop, deals.get(shop.id, [])) for number, shop in enumerate(listed, 1)],
        "map": shop_map(listed, map_shapes()),
        "category": category,
        "categories": Merchant.Category.choices,
        "home": request.build_absolute_uri(reverse("marketplace:shops")),
        "asked": f"taal={language}&soort={category}",
    }

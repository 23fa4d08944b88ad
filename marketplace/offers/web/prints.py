"""What hangs in a shop, as PDF: a sticker for the window and a poster for the till."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.models import Merchant
from marketplace.offers import queries
from marketplace.offers.rules.ink import ink_on
from marketplace.offers.web.words import deal_told, price_told
from marketplace.web.till_choice import till_or_refuse
from tenants.printing import printed, qr_svg
from tenants.queries import current_tenant

PRINTS: Final = Path(__file__).parents[1] / "prints"
DEALS_ON_A_POSTER: Final = 4


@login_required
@never_cache
@require_GET
def sticker(request: HttpRequest) -> HttpResponse:
    """For the window: here the coin is good."""
    shop = till_or_refuse(request).merchant
    return _answered(request, "sticker", shop, {})


@login_required
@never_cache
@require_GET
def poster(request: HttpRequest) -> HttpResponse:
    """For the till: how somebody pays here, and what is on offer."""
    shop, now = till_or_refuse(request).merchant, timezone.now()
    return _answered(request, "poster", shop, _of_a_poster(shop, now))


def _answered(
    request: HttpRequest, name: str, shop: Merchant, more: Mapping[str, object]
) -> HttpResponse:
    address = request.build_absolute_uri(reverse("marketplace:shop", args=[shop.id]))
    made = printed(
        PRINTS / f"{name}.typ",
        values={**_of_both(shop), **more},
        pictures={"qr.svg": qr_svg(address)},
    )
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _of_both(shop: Merchant) -> dict[str, object]:
    town = current_tenant()
    return {
        "lang": get_language() or "nl",
        "title": f"{shop.name}, {town.name}",
        "brand": town.brand_color,
        "ink": ink_on(town.brand_color),
        "accent": town.accent_color,
        "accent_ink": ink_on(town.accent_color),
        "here": _("Hier betaal je met"),
        "coins": town.coin_plural,
        "shop": shop.name,
        "scan": _("Scan de code voor onze pagina"),
        "qr_told": _("QR-code van de pagina van deze winkel"),
        "town": capfirst(town.tagline or town.name),
    }


def _of_a_poster(shop: Merchant, now: datetime) -> dict[str, object]:
    town, page = current_tenant(), queries.page_of(shop.id)
    day = timezone.localdate(now)
    deals = queries.running_deals(on=day, now=now).filter(merchant=shop)[:DEALS_ON_A_POSTER]
    part = ""
    if page.takes_a_part:
        part = _("Van je rekening betaal je hier tot {percent} procent met {coins}.").format(
            percent=page.part_percent, coins=town.coin_plural
        )
    return {
        "steps": [
            _("Zeg dat je met {coins} betaalt.").format(coins=town.coin_plural),
            _("Scan met je telefoon de code op de kassa."),
            _("Kijk of het bedrag klopt en tik op Betalen."),
        ],
        "part": part,
        "deals_title": _("Onze acties"),
        "deals": [
            {"title": deal.title, "told": deal_told(deal), "price": price_told(deal)}
            for deal in deals
        ],
        "help": _("Vragen? Bel {phone}").format(phone=town.help_phone) if town.help_phone else "",
    }

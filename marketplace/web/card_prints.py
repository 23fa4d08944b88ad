"""What comes out of the printer for a card: the card itself and its PIN, to be cut apart."""

from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from currency.card_codes import grouped, printed_code
from currency.models import Card
from marketplace.offers.rules.ink import ink_on
from tenants.printing import printed, qr_svg
from tenants.queries import current_tenant

TEMPLATE: Final = Path(__file__).parents[1] / "prints" / "card.typ"


def card_pdf(request: HttpRequest, card: Card, pin: str, *, with_card: bool) -> HttpResponse:
    """One A4: the card in the size of a bank card, its PIN below it, how it works beside it.

    Without the card it is a letter with a new PIN: the paper that is out there stays good.
    """
    town, code = current_tenant(), printed_code(card.number)
    address = request.build_absolute_uri(reverse("marketplace:card-about"))
    values = {
        "lang": get_language() or "nl",
        "title": _("Kaart {number}").format(number=card.shown_number),
        "brand": town.brand_color,
        "ink": ink_on(town.brand_color),
        "accent": town.accent_color,
        "accent_ink": ink_on(town.accent_color),
        "town": town.name,
        "coins": town.coin_plural,
        "holder": card.holder.person.name,
        "with_card": with_card,
        "number": card.shown_number,
        "code": grouped(code),
        "pin": " ".join(pin),
        "qr_told": _("QR-code van deze kaart"),
        "cut": _("Knip de kaart uit. Plak hem op karton of laat hem plastificeren."),
        "pin_title": _("Je pincode"),
        "pin_told": _("Leer de code uit je hoofd en bewaar dit papier niet bij je kaart."),
        "how_title": _("Zo werkt je kaart"),
        "how": [
            _("Laat aan de kassa je kaart zien. De winkel leest de code."),
            _("Bij een hoger bedrag toets je zelf je pincode in."),
            _("Wil je weten hoeveel je hebt? Vraag het aan de kassa, met je pincode."),
        ],
        "lost": _("Kaart kwijt? Bel {phone}. We blokkeren hem meteen.").format(
            phone=town.help_phone or town.name
        ),
    }
    made = printed(TEMPLATE, values=values, pictures={"qr.svg": qr_svg(f"{address}#{code}")})
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kaart-{card.number}.pdf"'
    return answer

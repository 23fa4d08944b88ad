"""The kinds of message the marketplace sends, with an example of each.

Each name has one template in `templates/marketplace/letters/`; `/beheer/berichten/` shows them all.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace import letter_examples as example
from marketplace.digest_letter_kinds import DIGEST
from marketplace.klus_letter_kinds import LIFE, LIFE_DESK
from marketplace.partner_letter_kinds import PARTNERS, SAFETY
from tenants.messages.kinds import Kind
from tenants.messages.models import Sort

Row = tuple[str, str | Promise, Mapping[str, object]]
WORK: Final[Sequence[Row]] = (
    ("approved", _("Een klus is goedgekeurd"), {"klus": example.KLUS}),
    ("sent-back", _("Er is een vraag over ingestuurd werk"), example.DECIDED),
    ("rejected", _("Een klus is afgekeurd"), example.DECIDED),
    ("cancelled", _("Een klus gaat niet door"), example.DECIDED),
    *LIFE,
)
COINS: Final[Sequence[Row]] = (
    ("hand-out", _("De gemeente deelt iets uit"), example.GIFT),
    ("expiring", _("Munten zijn niet lang meer goed"), {"notice": example.NOTICE}),
    ("coin-ends", _("De munt stopt"), {"ending": example.ENDING, "is_shop": True}),
)
PAYING: Final[Sequence[Row]] = (
    ("card-issued", _("De balie maakt een kaart"), example.CARD),
    ("card-blocked", _("Een kaart is geblokkeerd"), example.CARD),
    ("request-asked", _("Iemand stuurt een betaalverzoek"), example.ASKED),
    ("request-declined", _("Iemand wijst een betaalverzoek af"), example.ASKED),
    ("contribution-missed", _("Een vaste bijdrage lukt een keer niet"), example.CONTRIBUTION),
    ("contribution-ended", _("Een vaste bijdrage stopt vanzelf"), example.CONTRIBUTION),
    ("dispute-decided", _("Over een melding is beslist"), example.DISPUTE),
    ("corrected", _("De gemeente geeft een betaling terug"), example.CORRECTED),
)
SHOP: Final[Sequence[Row]] = (
    ("dispute-opened", _("Een klant meldt iets over een betaling"), example.DISPUTE),
    ("dispute-decided-shop", _("Een melding van een klant is klaar"), example.DISPUTE),
    ("corrected-shop", _("De gemeente geeft een klant geld terug"), example.CORRECTED),
    *PARTNERS,
)
DESK: Final[Sequence[Row]] = (
    ("alarm", _("Een bewaakt getal gaat over een grens"), {"alarm": example.ALARM}),
    *LIFE_DESK,
)
URGENT: Final = frozenset({"alarm", "card-blocked", "account-change"})
TABLES: Final = {
    Sort.WORK: WORK, Sort.COINS: COINS, Sort.PAYING: PAYING, Sort.SHOP: SHOP, Sort.DESK: DESK,
    Sort.DIGEST: DIGEST, Sort.SAFETY: SAFETY,
}  # fmt: skip


def kinds() -> list[Kind]:
    """All of them."""
    return [_kind(sort, row) for sort, rows in TABLES.items() for row in rows]


def _kind(sort: Sort, row: Row) -> Kind:
    name, when, made = row
    return Kind(
        name=name, sort=sort, template=template_of(name), when=when, example=lambda: made,
        is_urgent=name in URGENT,
    )  # fmt: skip


def template_of(name: str) -> str:
    """Where the words of a kind stand."""
    return f"marketplace/letters/{name}.txt"

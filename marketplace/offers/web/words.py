"""A deal in words: until when, how many are left, what it costs."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.offers.models import Deal
from tenants.queries import current_tenant
from tenants.web.figures import coins_said


def deal_told(deal: Deal) -> str:
    """Its terms, its last day and how many are left."""
    until = _("Tot en met {day}.").format(day=date_format(deal.ends_on, "j F"))
    return " ".join(part for part in (deal.terms, until, left_told(deal)) if part)


def left_told(deal: Deal) -> str:
    """How many are left; a deal that was not counted says nothing."""
    left: int | None = getattr(deal, "left", None)
    if left is None:
        return ""
    return ngettext("Nog {left} keer.", "Nog {left} keer.", left).format(left=left)


def price_told(deal: Deal) -> str:
    """What it costs: nothing, a sum, or what the till says."""
    if deal.price is None:
        return ""
    if deal.is_free:
        return _("gratis")
    town = current_tenant()
    word = town.coin_singular if deal.price == 100 else town.coin_plural
    return f"{coins_said(deal.price)} {word}"

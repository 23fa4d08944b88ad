"""The refusals of maps and lists: one code and one sentence each."""

from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal


class DrawingUnreadable(Refusal):
    """The file is no drawing of a town. Facts: why, and of which feature."""

    code = "drawing-unreadable"
    kind = Kind.INVALID
    sentence = _("We kunnen deze tekening niet lezen. Gebruik een GeoJSON-bestand.")


class BoxInvalid(Refusal):
    """A piece of the map is four numbers: west, south, east and north, in degrees."""

    code = "box-invalid"
    kind = Kind.INVALID
    sentence = _("Dit stuk van de kaart bestaat niet.")


class ShopListUnreadable(Refusal):
    """The file is no list of shops. Facts: why, and of which line or column."""

    code = "shop-list-unreadable"
    kind = Kind.INVALID
    sentence = _(
        "Deze lijst kunnen we niet lezen. Gebruik een CSV waarvan de eerste regel de kolommen"
        " noemt, of GeoJSON met punten, met hoogstens 2.000 winkels."
    )


class ShopListInvalid(Refusal):
    """Lines are wrong, so that nothing is read in. Facts: lines, by number, column and code."""

    code = "shop-list-invalid"
    kind = Kind.INVALID
    sentence = _("Er staan fouten in de lijst. Er is niets ingelezen.")

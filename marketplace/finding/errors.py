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

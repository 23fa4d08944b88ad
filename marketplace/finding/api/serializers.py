"""Shapes of the map, and of lists of shops."""

from rest_framework import serializers

from marketplace.api.serializers import KlusNarrowing
from marketplace.api.shop_serializers import MerchantNarrowing
from marketplace.finding.shop_file import MOST_BYTES


class KlusMapQuery(KlusNarrowing):
    """A piece of the map, and how the klussen on it are narrowed."""

    box = serializers.CharField(help_text='"west,south,east,north" in degrees.', max_length=120)
    zoom = serializers.IntegerField(min_value=0, max_value=22, help_text="As of tiles.")


class MerchantMapQuery(MerchantNarrowing):
    """A piece of the map, and how the shops on it are narrowed."""

    box = serializers.CharField(help_text='"west,south,east,north" in degrees.', max_length=120)
    zoom = serializers.IntegerField(min_value=0, max_value=22, help_text="As of tiles.")


class SpotOut(serializers.Serializer[object]):
    """A spot of the map with one or more on it."""

    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    count = serializers.IntegerField()
    ids = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Which they are, where it is one or where zooming in parts them no more.",
    )


class SpotsOut(serializers.Serializer[object]):
    """All spots of a piece of the map, the fullest first."""

    spots = SpotOut(many=True)


class ShopListIn(serializers.Serializer[object]):
    """A list of shops to read in."""

    name = serializers.CharField(max_length=120)
    list = serializers.CharField(
        max_length=MOST_BYTES, trim_whitespace=False,
        help_text="CSV whose first line names the columns, or GeoJSON with points.",
    )  # fmt: skip


class ShopListTextIn(serializers.Serializer[object]):
    """A list of shops to look at."""

    list = serializers.CharField(max_length=MOST_BYTES, trim_whitespace=False)


class WrongCellOut(serializers.Serializer[object]):
    """What is wrong in a list, and where."""

    line = serializers.IntegerField(source="number")
    column = serializers.CharField()
    code = serializers.CharField()
    sentence = serializers.CharField()


class CheckedShopsOut(serializers.Serializer[object]):
    """What a list would do."""

    shops = serializers.SerializerMethodField(help_text="How many lines are right.")
    wrong = WrongCellOut(many=True)

    def get_shops(self, found: object) -> int:
        """How many."""
        return len(getattr(found, "shops", ()))


class ShopListOut(serializers.Serializer[object]):
    """A list that was read in."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    read_at = serializers.DateTimeField()
    shops = serializers.SerializerMethodField(help_text="The ids of its shops, in its order.")

    def get_shops(self, found: object) -> list[int]:
        """Their ids."""
        rows = getattr(found, "shops", None)
        return list(rows.values_list("merchant_id", flat=True)) if rows is not None else []


class LetInOut(serializers.Serializer[object]):
    """How many shops of a list came in, and how many still wait."""

    approved = serializers.IntegerField()
    waiting = serializers.IntegerField()

"""Shapes of what a face tells of itself and of its caller."""

from rest_framework import serializers


class NamedTenantOut(serializers.Serializer[object]):
    """A municipality by name."""

    tenant = serializers.CharField(source="schema_name", help_text="Its word in the API.")
    name = serializers.CharField()


class CoinOut(serializers.Serializer[object]):
    """The coin of a municipality."""

    singular = serializers.CharField(source="coin_singular")
    plural = serializers.CharField(source="coin_plural")
    value_cents = serializers.IntegerField(
        source="coin_value_cents", help_text="What one coin, 100 minor units, is worth."
    )


class TenantOut(serializers.Serializer[object]):
    """A municipality as everybody may know it."""

    tenant = serializers.CharField(source="tenant.schema_name", help_text="Its word in the API.")
    name = serializers.CharField(source="tenant.name")
    code = serializers.CharField(source="tenant.code", help_text="Opens every payment code.")
    tagline = serializers.CharField(source="tenant.tagline")
    help_phone = serializers.CharField(source="tenant.help_phone")
    coin = CoinOut(source="tenant")
    brand_color = serializers.CharField(source="tenant.brand_color")
    accent_color = serializers.CharField(source="tenant.accent_color")
    languages = serializers.ListField(child=serializers.CharField())
    good_in = NamedTenantOut(many=True, help_text="Where else its coins are good today.")
    accepts = NamedTenantOut(many=True, help_text="Whose coins its shops take today.")


class RegionOut(serializers.Serializer[object]):
    """A region as everybody may know it."""

    region = serializers.CharField(source="region.slug", help_text="Its word in the API.")
    name = serializers.CharField(source="region.name")
    languages = serializers.ListField(child=serializers.CharField())
    tenants = NamedTenantOut(many=True)


class MeOut(serializers.Serializer[object]):
    """The caller."""

    name = serializers.CharField(source="person.name")
    email = serializers.EmailField(source="person.email")
    language = serializers.CharField(source="person.language")
    neighbourhood = serializers.CharField(source="person.neighbourhood.name", default=None)
    permissions = serializers.ListField(child=serializers.CharField())


class NeighbourhoodOut(serializers.Serializer[object]):
    """A part of town."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    cbs_code = serializers.CharField(help_text="The buurtcode of CBS, or empty.")
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)


class NeighbourhoodsOut(serializers.Serializer[object]):
    """All parts of town."""

    neighbourhoods = NeighbourhoodOut(many=True)

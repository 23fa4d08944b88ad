"""Shapes of the coordinator's answers. Sums and schema names, never a person or a shop."""

from typing import Any

from rest_framework import serializers

from currency.api.operations import MOST


class FlowOut(serializers.Serializer[Any]):
    """Coins of one tenant spent in another."""

    issuer = serializers.CharField(source="issuer.schema_name")
    acceptor = serializers.CharField(source="acceptor.schema_name")
    payments = serializers.IntegerField(source="paid.payments")
    issuer_units = serializers.IntegerField(
        source="paid.own", help_text="Minor units of the issuer's coin."
    )
    acceptor_units = serializers.IntegerField(
        source="paid.there", help_text="Minor units of the acceptor's coin."
    )
    cents = serializers.IntegerField(help_text="Euro cents the issuer owes the acceptor.")
    mirrors = serializers.BooleanField(help_text="Whether both books say the same.")


class PositionOut(serializers.Serializer[Any]):
    """What stands between two tenants."""

    first = serializers.CharField(source="first.schema_name")
    second = serializers.CharField(source="second.schema_name")
    first_owes = FlowOut()
    second_owes = FlowOut()
    net_cents = serializers.IntegerField(help_text="Positive: the first pays the second.")
    breaks = serializers.ListField(
        child=serializers.CharField(), help_text="What does not mirror; empty when all does."
    )


class PositionsOut(serializers.Serializer[Any]):
    """All positions of the region."""

    positions = PositionOut(many=True)


class BreakOut(serializers.Serializer[Any]):
    """Two tenants whose books differ."""

    first = serializers.CharField(source="first.schema_name")
    second = serializers.CharField(source="second.schema_name")
    breaks = serializers.ListField(child=serializers.CharField())


class CheckOut(serializers.Serializer[Any]):
    """Whether the books of the region's tenants mirror each other."""

    mirrors = serializers.BooleanField(help_text="Whether all do.")
    pairs = serializers.IntegerField(help_text="Pairs of tenants that were compared.")
    broken = BreakOut(many=True)


class AgreementIn(serializers.Serializer[Any]):
    """A proposal. Tenants by schema name, caps in minor units of the issuer's coin."""

    issuer = serializers.CharField(max_length=63)
    acceptor = serializers.CharField(max_length=63)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    cap_outstanding = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    cap_payment = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    rate_numerator = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    rate_denominator = serializers.IntegerField(min_value=1, max_value=10_000, default=1)

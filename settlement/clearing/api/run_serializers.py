"""Shapes of clearing runs, for the coordinator and for the towns. Sums and schema names only."""

from typing import Any

from rest_framework import serializers

from settlement.clearing.models import ClearingPayment, ClearingRun


class ClearingRunOut(serializers.Serializer[Any]):
    """A round of setting off in a region, up to a moment."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    method = serializers.ChoiceField(choices=ClearingRun.Method.values)
    state = serializers.ChoiceField(choices=ClearingRun.State.values)
    cut_off = serializers.DateTimeField()
    gross_cents = serializers.IntegerField(help_text="All that was owed, both ways.")
    net_cents = serializers.IntegerField(help_text="All that is paid.")
    opened_at = serializers.DateTimeField()
    proposed_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)


class ClearingPaymentOut(serializers.Serializer[Any]):
    """Euros from one town to another that a run asks for."""

    id = serializers.UUIDField()
    run = serializers.IntegerField(source="run_id")
    debtor = serializers.CharField(source="debtor.schema_name")
    creditor = serializers.CharField(source="creditor.schema_name")
    cents = serializers.IntegerField()
    reference = serializers.CharField(help_text="What the debtor writes with the payment.")
    state = serializers.ChoiceField(choices=ClearingPayment.State.values)
    bank_reference = serializers.CharField(help_text="What the debtor's bank calls it.")
    approved_at = serializers.DateTimeField(allow_null=True)
    paid_at = serializers.DateTimeField(allow_null=True)
    denied_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)


class ObligationOut(serializers.Serializer[Any]):
    """What was owed before anything was set off."""

    issuer = serializers.CharField(source="issuer.schema_name")
    acceptor = serializers.CharField(source="acceptor.schema_name")
    payments = serializers.IntegerField()
    coins = serializers.IntegerField(help_text="Minor units of the issuer's coin.")
    acceptor_coins = serializers.IntegerField(help_text="Minor units of the acceptor's coin.")
    cents = serializers.IntegerField()


class LeftOutOut(serializers.Serializer[Any]):
    """Two towns that stay out of a run because their books differ."""

    first = serializers.CharField(source="first.schema_name")
    second = serializers.CharField(source="second.schema_name")
    breaks = serializers.ListField(child=serializers.CharField())


class ClearingRunWithLinesOut(ClearingRunOut):
    """A run with all that stands in it."""

    obligations = ObligationOut(many=True)
    payments = ClearingPaymentOut(many=True)
    left_out = LeftOutOut(many=True)


class ClearingRunIn(serializers.Serializer[Any]):
    """A run to open."""

    method = serializers.ChoiceField(choices=ClearingRun.Method.values)
    cut_off = serializers.DateTimeField(help_text="Up to when payments count; not after now.")


class BankReferenceIn(serializers.Serializer[Any]):
    """What the bank calls a payment."""

    bank_reference = serializers.CharField(
        max_length=35, help_text="Letters, digits, points and dashes, with at least one digit."
    )

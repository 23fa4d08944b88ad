"""Shapes of the currency's answers. Amounts are whole minor units."""

from rest_framework import serializers


class PotOut(serializers.Serializer[object]):
    """One pot of a resident."""

    pot = serializers.CharField()
    balance = serializers.IntegerField(help_text="Minor units: 100 is one coin.")
    available = serializers.IntegerField(help_text="Minor units free to spend.")


class BalanceOut(serializers.Serializer[object]):
    """What the caller has."""

    balance = serializers.IntegerField(help_text="Minor units over all pots.")
    pots = PotOut(many=True)


class EntryOut(serializers.Serializer[object]):
    """One line of the caller's statement."""

    transfer = serializers.IntegerField(source="transfer_id")
    at = serializers.DateTimeField(source="transfer.at")
    kind = serializers.CharField(source="transfer.kind")
    pot = serializers.CharField(source="account.pot")
    amount = serializers.IntegerField(help_text="Minor units; negative is what went out.")
    balance_after = serializers.IntegerField()


class QuoteOut(serializers.Serializer[object]):
    """What paying a request would cost the caller now."""

    code = serializers.CharField(source="asked.code")
    payee = serializers.CharField(source="asked.payee")
    tenant = serializers.CharField(source="asked.tenant.schema_name")
    asked = serializers.IntegerField(
        source="asked.amount", help_text="Minor units of the shop's own coin."
    )
    amount = serializers.IntegerField(help_text="Minor units of the caller's coin.")
    left = serializers.IntegerField(help_text="Minor units the caller has afterwards.")
    expires_at = serializers.DateTimeField(source="asked.expires_at")


class ReceiptOut(serializers.Serializer[object]):
    """What was paid."""

    transfer = serializers.IntegerField(source="transfer_id")
    at = serializers.DateTimeField()
    payee = serializers.CharField()
    tenant = serializers.CharField(source="tenant.schema_name")
    paid = serializers.IntegerField(help_text="Minor units of the caller's coin.")
    received = serializers.IntegerField(help_text="Minor units of the shop's coin.")
    balance_after = serializers.IntegerField()


class ProblemOut(serializers.Serializer[object]):
    """A refusal or mistake, RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    facts = serializers.DictField()


class RulesOut(serializers.Serializer[object]):
    """The rules in force."""

    version = serializers.IntegerField()
    rules = serializers.DictField()

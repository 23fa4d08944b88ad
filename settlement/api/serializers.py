"""Shapes of settlement's answers. Cents for euros, minor units for coins; an IBAN never leaves."""

from typing import Any

from rest_framework import serializers


class RedemptionOut(serializers.Serializer[Any]):
    """Coins of the caller's shop that became a claim in euros."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    coins = serializers.IntegerField(help_text="Minor units: 100 is one coin.")
    fee = serializers.IntegerField(help_text="Minor units kept by the municipality.")
    cents = serializers.IntegerField(help_text="Euro cents.")
    from_at = serializers.DateTimeField()
    until_at = serializers.DateTimeField()


class ShopPayoutOut(serializers.Serializer[Any]):
    """A payout as the shop sees it."""

    id = serializers.UUIDField()
    cents = serializers.IntegerField()
    state = serializers.CharField()
    reason = serializers.CharField(help_text="The bank's reason code, or empty.")
    end_to_end_id = serializers.CharField()
    iban_tail = serializers.CharField(help_text="The last four signs of the account.")
    settled_on = serializers.DateField(allow_null=True)


class BatchOut(serializers.Serializer[Any]):
    """A payout batch."""

    id = serializers.IntegerField()
    message_id = serializers.CharField()
    state = serializers.CharField()
    execution_date = serializers.DateField()
    total_cents = serializers.IntegerField()
    line_count = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the sealed file; empty while a draft.")
    made_at = serializers.DateTimeField()
    sealed_at = serializers.DateTimeField(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class LineOut(ShopPayoutOut):
    """A line of a batch."""

    account_name = serializers.CharField()


class BatchWithLinesOut(BatchOut):
    """A payout batch with its lines."""

    lines = LineOut(many=True)


class BatchIn(serializers.Serializer[Any]):
    """What to put into a batch."""

    minimum_cents = serializers.IntegerField(
        min_value=1, default=1, help_text="Leave out shops that are owed less."
    )


class BankFileOut(serializers.Serializer[Any]):
    """A file that came from the bank."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    sha256 = serializers.CharField()
    state = serializers.CharField()
    reason = serializers.CharField()
    received_at = serializers.DateTimeField()
    line_count = serializers.IntegerField()


class BankFileIn(serializers.Serializer[Any]):
    """A camt.053, camt.054 or pain.002 file."""

    file = serializers.FileField()


class AgreementOut(serializers.Serializer[Any]):
    """An acceptance agreement. Caps and use in minor units of the issuer's coin."""

    id = serializers.IntegerField()
    issuer = serializers.CharField(source="issuer.schema_name")
    acceptor = serializers.CharField(source="acceptor.schema_name")
    state = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    cap_outstanding = serializers.IntegerField()
    cap_payment = serializers.IntegerField()
    used = serializers.IntegerField()
    rate_numerator = serializers.IntegerField()
    rate_denominator = serializers.IntegerField()
    issuer_approved_at = serializers.DateTimeField(allow_null=True)
    acceptor_approved_at = serializers.DateTimeField(allow_null=True)
    closed_reason = serializers.CharField()


class ReasonIn(serializers.Serializer[Any]):
    """Why a municipality says no, or stops."""

    reason = serializers.CharField(max_length=200)

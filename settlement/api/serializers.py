"""Shapes of settlement's answers. Cents for euros, minor units for coins; an IBAN never leaves."""

from typing import Any

from rest_framework import serializers

from currency.api.operations import MOST
from settlement.models import BankEntry, BankFile, Payout, PayoutBatch
from tenants.models import Agreement


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
    state = serializers.ChoiceField(choices=Payout.State.values)
    reason = serializers.CharField(help_text="The bank's reason code, or empty.")
    end_to_end_id = serializers.CharField()
    iban_tail = serializers.CharField(help_text="The last four signs of the account.")
    settled_on = serializers.DateField(allow_null=True)


class FreeingOut(serializers.Serializer[Any]):
    """Coins that are old enough from a day on."""

    on = serializers.DateField()
    coins = serializers.IntegerField(help_text="Minor units.")
    cents = serializers.IntegerField(help_text="Before any fee.")


class ShopEurosOut(serializers.Serializer[Any]):
    """Where the coins and euros of the caller's shop stand."""

    ready_coins = serializers.IntegerField(help_text="Minor units that can be redeemed now.")
    fee_coins = serializers.IntegerField(help_text="Minor units of these that are a fee.")
    ready_cents = serializers.IntegerField(help_text="What they come to after the fee.")
    minimum = serializers.IntegerField(help_text="Minor units the rules redeem at least.")
    may_redeem = serializers.BooleanField()
    queued_cents = serializers.IntegerField(help_text="Waits for the next batch.")
    on_their_way_cents = serializers.IntegerField(help_text="In batches without an answer.")
    freeing = FreeingOut(many=True)


class PayableOut(serializers.Serializer[Any]):
    """What a shop is owed and not yet in a batch."""

    merchant = serializers.CharField(source="payee.name")
    cents = serializers.IntegerField()
    hold = serializers.ChoiceField(
        choices=["", "no-iban", "iban-invalid", "account-refused"],
        help_text="Why it cannot be paid, or empty.",
    )


class PayablesOut(serializers.Serializer[Any]):
    """All that is owed."""

    payables = PayableOut(many=True)


class BatchOut(serializers.Serializer[Any]):
    """A payout batch."""

    id = serializers.IntegerField()
    message_id = serializers.CharField()
    state = serializers.ChoiceField(choices=PayoutBatch.State.values)
    execution_date = serializers.DateField()
    total_cents = serializers.IntegerField()
    line_count = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the sealed file; empty while a draft.")
    made_at = serializers.DateTimeField()
    sealed_at = serializers.DateTimeField(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
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
        min_value=1, max_value=MOST, default=1, help_text="Leave out shops that are owed less."
    )


class BankFileOut(serializers.Serializer[Any]):
    """A file that came from the bank."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=BankFile.Kind.values)
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(choices=BankFile.State.values)
    reason = serializers.CharField(help_text="The code of the refusal, or empty.")
    received_at = serializers.DateTimeField()
    line_count = serializers.IntegerField()


class BankFileIn(serializers.Serializer[Any]):
    """A camt.053, camt.054 or pain.002 file."""

    file = serializers.FileField()


class BankEntryOut(serializers.Serializer[Any]):
    """A movement on the municipality's account that no payout explains."""

    id = serializers.IntegerField()
    booked_on = serializers.DateField()
    cents = serializers.IntegerField(help_text="Positive came in, negative went out.")
    reference = serializers.CharField(help_text="The bank's own.")
    remittance = serializers.CharField()
    counterparty_tail = serializers.CharField(help_text="The last four signs of their account.")
    state = serializers.ChoiceField(choices=BankEntry.State.values)
    note = serializers.CharField()


class NoteIn(serializers.Serializer[Any]):
    """Why a movement is no matter of the house."""

    note = serializers.CharField(max_length=140)


class DepositIn(serializers.Serializer[Any]):
    """Euros that were set aside without a bank file."""

    cents = serializers.IntegerField(min_value=-MOST, max_value=MOST, help_text="Above 0.")


class BankAccountIn(serializers.Serializer[Any]):
    """The account payouts are paid from."""

    iban = serializers.CharField(max_length=42)
    name = serializers.CharField(max_length=70)


class BankAccountOut(serializers.Serializer[Any]):
    """The account payouts are paid from, as far as anybody may know."""

    name = serializers.CharField()
    iban_tail = serializers.CharField(help_text="The last four signs.")
    bic = serializers.CharField()
    since = serializers.DateTimeField()


class AgreementOut(serializers.Serializer[Any]):
    """An acceptance agreement. Caps and use in minor units of the issuer's coin."""

    id = serializers.IntegerField()
    issuer = serializers.CharField(source="issuer.schema_name")
    acceptor = serializers.CharField(source="acceptor.schema_name")
    state = serializers.ChoiceField(choices=Agreement.State.values)
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


class AgreementReasonIn(serializers.Serializer[Any]):
    """Why a municipality says no, or stops."""

    reason = serializers.CharField(max_length=200)

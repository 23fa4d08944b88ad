"""Shapes of reports on payments and of decisions. Amounts are whole minor units."""

from rest_framework import serializers

from currency.api.operations import MOST
from currency.models import Dispute


class ReportIn(serializers.Serializer[object]):
    """What is wrong with a payment."""

    reason = serializers.ChoiceField(choices=Dispute.Reason.values)
    text = serializers.CharField(max_length=500, allow_blank=True, default="")


class DisputeOut(serializers.Serializer[object]):
    """A report on a payment, and how it stands."""

    id = serializers.IntegerField()
    transfer = serializers.IntegerField(source="transfer_id", help_text="The payment.")
    amount = serializers.IntegerField(help_text="Minor units it is about.")
    held = serializers.IntegerField(
        source="hold.remaining", default=0, help_text="Minor units set aside at the shop now."
    )
    reason = serializers.ChoiceField(choices=Dispute.Reason.values)
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=Dispute.State.values)
    opened_at = serializers.DateTimeField()
    answer = serializers.CharField(help_text='The shop\'s side of it; "" until it answers.')
    decision = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    refund = serializers.IntegerField(
        source="refund_id", allow_null=True, help_text="The transfer that gave it back."
    )


class DisputeQueueOut(DisputeOut):
    """A report as staff sees it."""

    transfer = serializers.IntegerField(help_text="The payment.")
    held = serializers.IntegerField(help_text="Minor units set aside at the shop now.")
    refund = serializers.IntegerField(allow_null=True)
    shop = serializers.CharField()
    payer = serializers.CharField(help_text="First name and initial.")


class DisputeQuery(serializers.Serializer[object]):
    """Which reports."""

    closed = serializers.BooleanField(default=False, help_text="Those that are over.")


class DecisionIn(serializers.Serializer[object]):
    """What is decided."""

    amount = serializers.IntegerField(
        min_value=0, max_value=MOST, help_text="Minor units that go back; 0 dismisses it."
    )
    decision = serializers.CharField(max_length=500, help_text="Why. Both sides read it.")

"""Shapes of asking each other. Amounts are whole minor units."""

from rest_framework import serializers

from currency.api.operations import MOST
from currency.rules import shares

STATES = ["open", "paid", "cancelled", "declined", "expired"]


class PersonalRequestIn(serializers.Serializer[object]):
    """How much is asked, and of whom."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    description = serializers.CharField(max_length=140, allow_blank=True, default="")
    email = serializers.EmailField(
        required=False, allow_blank=True,
        help_text="Of the person who is asked; left out: of whoever has the code. The answer is"
        " the same whether or not somebody has this address.",
    )  # fmt: skip


class PersonalRequestOut(serializers.Serializer[object]):
    """What the caller asked, and what became of it."""

    id = serializers.UUIDField()
    asked_of = serializers.CharField(help_text='The mail address; "" for whoever has the code.')
    code = serializers.CharField(help_text='What a payer types; "" where one person is asked.')
    amount = serializers.IntegerField(help_text="Minor units.")
    description = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=STATES)
    payer = serializers.CharField(help_text='First name and initial; "" until it is paid.')


class ReceivedRequestOut(serializers.Serializer[object]):
    """What is asked of the caller."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text="Pays it, as any payment request.")
    payee = serializers.CharField(source="payee.holder.name")
    amount = serializers.IntegerField(help_text="Minor units.")
    description = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class DeclinedOut(serializers.Serializer[object]):
    """A request the caller said no to."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)


class ShareIn(serializers.Serializer[object]):
    """One share."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    email = serializers.EmailField(
        required=False,
        allow_blank=True,
        help_text="Of who pays it; left out: whoever has the code.",
    )


class SplitBillIn(serializers.Serializer[object]):
    """A bill and its shares, which are together exactly the total."""

    total = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0."
    )
    description = serializers.CharField(max_length=140, allow_blank=True, default="")
    shares = serializers.ListField(
        child=ShareIn(), min_length=shares.FEWEST, max_length=shares.MOST
    )


class SplitBillOut(serializers.Serializer[object]):
    """A bill, and who paid."""

    id = serializers.IntegerField()
    total = serializers.IntegerField(help_text="Minor units.")
    description = serializers.CharField()
    created_at = serializers.DateTimeField()
    paid = serializers.IntegerField(help_text="Minor units that came in.")
    open = serializers.IntegerField(help_text="Minor units that may still come in.")
    shares = PersonalRequestOut(many=True)

"""Shapes of shops, tills and what they ask. Amounts are whole minor units."""

from typing import Any

from rest_framework import serializers

from currency.api.operations import MOST
from marketplace.api.serializers import NearField
from marketplace.models import Merchant
from tenants.people.models import Neighbourhood


class MerchantOut(serializers.Serializer[object]):
    """A shop where the coin is good."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    category = serializers.ChoiceField(choices=Merchant.Category.values)
    address = serializers.CharField()
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    about = serializers.CharField()
    hours = serializers.DictField(
        child=serializers.ListField(
            child=serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2)
        ),
        help_text='Weekday ("0" is Monday) to [from, until] pairs.',
    )
    is_paused = serializers.BooleanField(help_text="Takes nothing for a while.")
    pause_note = serializers.CharField()


class RegisteredOut(MerchantOut):
    """A shop as the municipality knows it."""

    state = serializers.ChoiceField(choices=Merchant.State.values)
    kvk_number = serializers.CharField()
    vat_number = serializers.CharField()
    iban_masked = serializers.CharField(help_text="Country, bank and the last four signs.")
    account_name = serializers.CharField()
    applied_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(allow_null=True)


class MerchantNarrowing(serializers.Serializer[object]):
    """How shops are narrowed."""

    text = serializers.CharField(
        max_length=60, required=False, help_text="Words in the name, text or address."
    )
    category = serializers.ChoiceField(choices=Merchant.Category.values, required=False)
    open_on = serializers.DateField(
        required=False, help_text="Shops that are open at some time of that day, by their hours."
    )


class MerchantQuery(MerchantNarrowing):
    """How the list of shops is narrowed, and where it begins."""

    near = NearField(
        max_length=40, required=False,
        help_text='"latitude,longitude": the nearest come first, to about a hundred metres.',
    )  # fmt: skip


class TextQuery(serializers.Serializer[object]):
    """How a register is narrowed."""

    text = serializers.CharField(max_length=60, required=False, help_text="Words in the name.")


class MerchantIn(serializers.Serializer[object]):
    """A shop that wants to take part; its owner is the caller."""

    name = serializers.CharField(max_length=120)
    category = serializers.ChoiceField(choices=Merchant.Category.values)
    kvk_number = serializers.CharField(max_length=12, help_text="8 digits.")
    vat_number = serializers.CharField(max_length=20, allow_blank=True, default="")
    iban = serializers.CharField(max_length=42, help_text="Where its euros go.")
    account_name = serializers.CharField(max_length=70)
    address = serializers.CharField(max_length=160)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    about = serializers.CharField(max_length=1000, allow_blank=True, default="")
    terms_version = serializers.IntegerField(
        min_value=1, allow_null=True, default=None,
        help_text="The version of the terms for shops that is agreed to, where there are terms.",
    )  # fmt: skip


class TillIn(serializers.Serializer[object]):
    """One more till."""

    name = serializers.CharField(max_length=40)


class TillOut(serializers.Serializer[object]):
    """A till of the caller's shop."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    merchant = serializers.IntegerField(source="merchant_id")
    merchant_name = serializers.CharField(source="merchant.name")


class PaymentRequestIn(serializers.Serializer[object]):
    """What the till asks."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, above 0 and inside the rules."
    )
    description = serializers.CharField(max_length=140, allow_blank=True, default="")


class PaymentRequestOut(serializers.Serializer[object]):
    """What the till asked, and what became of it."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text="What a payer types when no camera works.")
    amount = serializers.IntegerField(help_text="Minor units.")
    description = serializers.CharField()
    desk = serializers.CharField(help_text="The till's name.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["open", "paid", "cancelled", "declined", "expired"])
    payer = serializers.CharField(help_text='First name and initial; "" until it is paid.')
    pay_url = serializers.URLField(help_text="What the QR code says.")


class RefundIn(serializers.Serializer[object]):
    """Why money is given back."""

    reason = serializers.CharField(max_length=200)


class RefundOut(serializers.Serializer[object]):
    """A payment that was given back."""

    transfer = serializers.IntegerField(source="id")
    reverses = serializers.IntegerField(source="reverses_id")
    at = serializers.DateTimeField()


class AnswerIn(serializers.Serializer[object]):
    """The shop's side of a report."""

    text = serializers.CharField(max_length=500)


class PartIn(RefundIn):
    """How much is given back, and why."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, help_text="Minor units, at most what is left."
    )


class PartOut(serializers.Serializer[object]):
    """What was given back."""

    transfer = serializers.IntegerField()
    refunds = serializers.IntegerField(help_text="The payment of which it is a part.")
    amount = serializers.IntegerField(help_text="Minor units.")
    given_back = serializers.IntegerField(help_text="Minor units given back of it in all.")
    at = serializers.DateTimeField()


class TillReceiptOut(serializers.Serializer[Any]):
    """A line of a shop's statement: what came in, or was given back."""

    at = serializers.DateTimeField()
    amount = serializers.IntegerField(
        help_text="Minor units; negative was given back, or paid by the shop (`trade`)."
    )
    kind = serializers.CharField()
    desk = serializers.CharField()
    payer = serializers.CharField(help_text="First name and initial, or the municipality.")
    request_id = serializers.UUIDField(allow_null=True)
    is_refunded = serializers.BooleanField(help_text="Whether all of it was given back.")
    given_back = serializers.IntegerField(help_text="Minor units given back of it.")
    refundable = serializers.IntegerField(
        help_text="Minor units that the shop may still give back by itself."
    )
    is_refundable = serializers.BooleanField()

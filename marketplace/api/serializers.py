"""Shapes of the marketplace's requests and answers. Amounts are whole minor units."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from currency.models import Programme
from marketplace.models import Klus
from tenants.people.models import Neighbourhood


class SlotOut(serializers.Serializer[object]):
    """A moment of a klus."""

    id = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    places = serializers.IntegerField()
    taken = serializers.IntegerField()


class KlusOut(serializers.Serializer[object]):
    """A klus as everybody may see it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField()
    category = serializers.ChoiceField(choices=Klus.Category.choices)
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    place = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    reward = serializers.IntegerField(help_text="Minor units per person.")
    duration_minutes = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Klus.State.choices)
    slots = SlotOut(many=True)


class MomentIn(serializers.Serializer[object]):
    """A moment to make."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    places = serializers.IntegerField(min_value=1, max_value=200)

    def validate(self, attrs: Any) -> Any:
        """It ends after it starts."""
        if attrs["ends_at"] <= attrs["starts_at"]:
            raise serializers.ValidationError({"ends_at": _("Kies een einde na het begin.")})
        return attrs


class KlusIn(serializers.Serializer[object]):
    """A klus to make; it is a draft until it is published."""

    title = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=2000)
    category = serializers.ChoiceField(choices=Klus.Category.choices)
    programme = serializers.PrimaryKeyRelatedField(queryset=Programme.objects.all())
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    place = serializers.CharField(max_length=120)
    reward = serializers.IntegerField(
        min_value=1, max_value=10**10, help_text="Minor units per person."
    )
    duration_minutes = serializers.IntegerField(min_value=1, max_value=1440)
    moments = MomentIn(many=True, allow_empty=False, max_length=50)


class SignUpOut(serializers.Serializer[object]):
    """Taking part in a klus."""

    id = serializers.IntegerField()
    klus = serializers.IntegerField(source="slot.klus_id")
    title = serializers.CharField(source="slot.klus.title")
    slot = serializers.IntegerField(source="slot_id")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")
    reward = serializers.IntegerField(source="slot.klus.reward")
    state = serializers.CharField()
    reason = serializers.CharField(help_text="What the checker said, if anything.")
    transfer = serializers.IntegerField(source="transfer_id", allow_null=True)


class ProofIn(serializers.Serializer[object]):
    """A photo and a word with it."""

    photo = serializers.FileField(help_text="JPEG, PNG or WebP, at most 10 MB.")
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class ProofOut(serializers.Serializer[object]):
    """A photo that was handed in, after our own encoding."""

    id = serializers.IntegerField()
    sign_up = serializers.IntegerField(source="sign_up_id")
    note = serializers.CharField()
    size = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = serializers.CharField()
    made_at = serializers.DateTimeField()


class WaitingOut(SignUpOut):
    """Handed-in work for who checks it."""

    resident = serializers.CharField(source="resident.name")
    handed_in_at = serializers.DateTimeField()
    seen_before = serializers.BooleanField(
        help_text="The same picture came with other work before."
    )
    proofs = ProofOut(many=True)


class ReasonIn(serializers.Serializer[object]):
    """Why; the resident reads it."""

    reason = serializers.CharField(max_length=300)


class MerchantOut(serializers.Serializer[object]):
    """A shop where the coin is good."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    category = serializers.CharField()
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


class TillOut(serializers.Serializer[object]):
    """A till of the caller's shop."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    merchant = serializers.IntegerField(source="merchant_id")
    merchant_name = serializers.CharField(source="merchant.name")


class PaymentRequestIn(serializers.Serializer[object]):
    """What the till asks."""

    amount = serializers.IntegerField(min_value=1, max_value=10**10, help_text="Minor units.")
    description = serializers.CharField(max_length=140, allow_blank=True, default="")


class PaymentRequestOut(serializers.Serializer[object]):
    """What the till asked, and what became of it."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    amount = serializers.IntegerField()
    description = serializers.CharField()
    desk = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["open", "paid", "cancelled", "expired"])
    payer = serializers.CharField(help_text='First name and initial; "" until it is paid.')
    pay_url = serializers.CharField(help_text="What the QR code says.")

"""Shapes of what shops offer. Amounts are whole minor units."""

from rest_framework import serializers

from currency.api.operations import MOST
from marketplace.offers.services.deals import MOST_PLACES


class DealOut(serializers.Serializer[object]):
    """A deal of a shop."""

    id = serializers.IntegerField()
    merchant_id = serializers.IntegerField()
    title = serializers.CharField()
    terms = serializers.CharField()
    price = serializers.IntegerField(
        allow_null=True, help_text="Minor units; 0 is for nothing, null is what the till asks."
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    number = serializers.IntegerField(help_text="How often it is given in all.")
    left = serializers.IntegerField(help_text="How often it can still be given now.")


class DealIn(serializers.Serializer[object]):
    """What a shop gives."""

    title = serializers.CharField(max_length=80)
    terms = serializers.CharField(max_length=300, allow_blank=True, default="")
    price = serializers.IntegerField(
        min_value=0, max_value=MOST, allow_null=True, default=None,
        help_text="Minor units; 0 is for nothing, null is what the till asks.",
    )  # fmt: skip
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    number = serializers.IntegerField(min_value=1, max_value=MOST_PLACES)


class ClaimIn(serializers.Serializer[object]):
    """Giving a deal to a customer."""

    amount = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, allow_null=True, default=None,
        help_text="Minor units, for a deal without a price of its own.",
    )  # fmt: skip


class ClaimOut(serializers.Serializer[object]):
    """A deal that was given, or is when its request is paid."""

    deal = serializers.IntegerField()
    place = serializers.IntegerField(help_text="Which of its number this is.")
    request_id = serializers.UUIDField(
        allow_null=True, help_text="The payment request; null where nothing is paid."
    )


class PageOut(serializers.Serializer[object]):
    """What a shop tells on its own page."""

    intro = serializers.CharField()
    website = serializers.CharField()
    phone = serializers.CharField()
    part_percent = serializers.IntegerField(help_text="How much of a bill it takes in coins.")
    part_note = serializers.CharField()

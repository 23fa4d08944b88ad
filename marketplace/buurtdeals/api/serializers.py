"""Shapes of buurtdeals."""

from typing import Any

from rest_framework import serializers

from currency.api.operations import MOST
from marketplace.buurtdeals.models import Buurtdeal, Material
from marketplace.buurtdeals.services.drafts import DealTerms, Gift
from tenants.people.models import Neighbourhood


class BuurtdealOut(serializers.Serializer[object]):
    """A buurtdeal as everybody may read it."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    place = serializers.CharField()
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    work = serializers.CharField(help_text="What the residents do.")
    gives = serializers.CharField(help_text="What the municipality does besides material.")
    residents = serializers.CharField(help_text="What the group calls itself.")
    state = serializers.ChoiceField(choices=Buurtdeal.State.values)


class MaterialIn(serializers.Serializer[object]):
    """Something the municipality gives."""

    name = serializers.CharField(max_length=80)
    number = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    rhythm = serializers.ChoiceField(choices=Material.Rhythm.values, default="once")


class DealKlusOut(serializers.Serializer[object]):
    """A klus of the season."""

    id = serializers.IntegerField()
    title = serializers.CharField(source="pattern.title")
    rule = serializers.CharField()
    begins_at = serializers.TimeField()
    places = serializers.IntegerField()
    series = serializers.IntegerField(
        source="series_id", allow_null=True, help_text="null until the deal is signed."
    )


class DeskBuurtdealOut(BuurtdealOut):
    """A buurtdeal for who organises."""

    review_on = serializers.DateField()
    contact = serializers.CharField(help_text="Who speaks for the residents; empty once forgotten.")
    reach = serializers.CharField()
    signed_on = serializers.DateField(allow_null=True)
    signer = serializers.CharField()
    outcome = serializers.CharField()
    materials = MaterialIn(many=True)
    klussen = DealKlusOut(many=True)


class BuurtdealIn(serializers.Serializer[object]):
    """What both sides agree on."""

    title = serializers.CharField(max_length=80)
    place = serializers.CharField(max_length=120)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    review_on = serializers.DateField()
    work = serializers.CharField(max_length=1500)
    gives = serializers.CharField(max_length=1000, allow_blank=True, default="")
    residents = serializers.CharField(max_length=120)
    contact = serializers.CharField(max_length=120)
    reach = serializers.CharField(max_length=120)
    materials = MaterialIn(many=True, default=list)


class DealKlusIn(serializers.Serializer[object]):
    """A klus or a pattern, and how often it comes back in the season."""

    klus = serializers.IntegerField(min_value=1, max_value=MOST)
    rule = serializers.CharField(max_length=200, help_text="An RRULE of RFC 5545, without COUNT.")
    begins_at = serializers.TimeField()
    places = serializers.IntegerField(min_value=-MOST, max_value=MOST)


class SignIn(serializers.Serializer[object]):
    """Who signed the sheet for the residents, and on which day."""

    signer = serializers.CharField(max_length=120, allow_blank=True)
    signed_on = serializers.DateField()


class ReviewIn(serializers.Serializer[object]):
    """What both sides thought."""

    outcome = serializers.ChoiceField(choices=Buurtdeal.Outcome.values)
    review = serializers.CharField(max_length=1000, allow_blank=True, default="")


class BuurtdealLineOut(serializers.Serializer[object]):
    """One thing of a hand-over."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="material.name")
    number = serializers.IntegerField(help_text="What was agreed.")
    given = serializers.IntegerField(allow_null=True)


class HandOverOut(serializers.Serializer[object]):
    """A day on which material changes hands."""

    id = serializers.IntegerField()
    due_on = serializers.DateField()
    given_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    lines = BuurtdealLineOut(many=True)


class GivenIn(serializers.Serializer[object]):
    """How many of one thing were given."""

    line = serializers.IntegerField(min_value=1, max_value=MOST)
    number = serializers.IntegerField(min_value=-MOST, max_value=MOST)


class HandOverIn(serializers.Serializer[object]):
    """What was given, of each thing."""

    given = GivenIn(many=True)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


def told(asked: dict[str, Any]) -> dict[str, Any]:
    """Words and material, as the commands take them."""
    gifts = [Gift(**one) for one in asked.pop("materials")]
    return {"terms": DealTerms(**asked), "gifts": gifts}

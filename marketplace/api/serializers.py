"""Shapes of klussen and of taking part in them. Amounts are whole minor units."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from currency.api.operations import MOST
from currency.models import Programme
from marketplace.models import Klus, SignUp
from marketplace.rules.distance import point_of
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
    category = serializers.ChoiceField(choices=Klus.Category.values)
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    place = serializers.CharField()
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    reward = serializers.IntegerField(
        help_text="Minor units per person, or of a group klus for all at one moment."
    )
    is_group = serializers.BooleanField(help_text="The reward is parted over who takes part.")
    is_standing = serializers.BooleanField(
        help_text="Each who takes part picks the hour, between a moment's start and its end."
    )
    duration_minutes = serializers.IntegerField()
    checking = serializers.ChoiceField(
        choices=Klus.Checking.values, help_text="What shows that it was done."
    )
    suits = serializers.ListField(child=serializers.ChoiceField(choices=Klus.Suits.values))
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=Klus.Language.values),
        help_text="What somebody there speaks besides Dutch.",
    )
    state = serializers.ChoiceField(choices=Klus.State.values)
    slots = SlotOut(many=True)


class NearField(serializers.CharField):
    """A point as "latitude,longitude" in degrees; it is rounded to about a hundred metres."""

    def to_internal_value(self, data: Any) -> Any:
        """The point as two numbers. Raises ValidationError."""
        point = point_of(super().to_internal_value(data))
        if point is None:
            raise serializers.ValidationError(_("Geef een punt als breedtegraad,lengtegraad."))
        return point


class KlusNarrowing(serializers.Serializer[object]):
    """How open klussen are narrowed."""

    text = serializers.CharField(
        max_length=60, required=False, help_text="Words in the title, text or place."
    )
    category = serializers.ChoiceField(choices=Klus.Category.values, required=False)
    neighbourhood = serializers.IntegerField(
        min_value=1, max_value=MOST, required=False, help_text="The neighbourhood's id."
    )
    day = serializers.DateField(required=False)
    suits = serializers.MultipleChoiceField(choices=Klus.Suits.values, required=False)
    language = serializers.ChoiceField(choices=Klus.Language.values, required=False)


class KlusQuery(KlusNarrowing):
    """How the list of open klussen is narrowed, and where it begins."""

    near = NearField(
        max_length=40, required=False,
        help_text='"latitude,longitude": the nearest come first, to about a hundred metres.',
    )  # fmt: skip


class MomentIn(serializers.Serializer[object]):
    """A moment to make."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    places = serializers.IntegerField(min_value=-MOST, max_value=MOST)


class KlusIn(serializers.Serializer[object]):
    """A klus to make; it is a draft until it is published."""

    title = serializers.CharField(max_length=80)
    description = serializers.CharField(max_length=2000)
    category = serializers.ChoiceField(choices=Klus.Category.values)
    programme = serializers.PrimaryKeyRelatedField(queryset=Programme.objects.all())
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    place = serializers.CharField(max_length=120)
    latitude = serializers.DecimalField(
        max_digits=8, decimal_places=5, min_value=-90, max_value=90, allow_null=True, default=None
    )
    longitude = serializers.DecimalField(
        max_digits=8, decimal_places=5, min_value=-180, max_value=180, allow_null=True, default=None
    )
    reward = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, allow_null=True, default=None,
        help_text="Minor units per person, inside the rules; null: the usual sum of the rules.",
    )  # fmt: skip
    is_group = serializers.BooleanField(
        default=False, help_text="The reward is for all at one moment, who share it."
    )
    is_standing = serializers.BooleanField(
        default=False,
        help_text="A moment is a stretch of days in one calendar month, each picks the hour.",
    )
    duration_minutes = serializers.IntegerField(min_value=1, max_value=1440)
    checking = serializers.ChoiceField(
        choices=Klus.Checking.values, default=Klus.Checking.PHOTO.value
    )
    suits = serializers.MultipleChoiceField(choices=Klus.Suits.values, default=set)
    languages = serializers.MultipleChoiceField(choices=Klus.Language.values, default=set)
    moments = MomentIn(many=True)

    def validate(self, attrs: Any) -> Any:
        """A place on the map has both its numbers."""
        if (attrs["latitude"] is None) != (attrs["longitude"] is None):
            raise serializers.ValidationError(_("Geef latitude en longitude allebei, of geen."))
        return attrs


class SignUpOut(serializers.Serializer[object]):
    """Taking part in a klus."""

    id = serializers.IntegerField()
    klus = serializers.IntegerField(source="slot.klus_id")
    title = serializers.CharField(source="slot.klus.title")
    slot = serializers.IntegerField(source="slot_id")
    starts_at = serializers.DateTimeField(source="slot.starts_at")
    ends_at = serializers.DateTimeField(source="slot.ends_at")
    reward = serializers.IntegerField(
        source="gives", allow_null=True,
        help_text="Minor units for this person; null while a group's reward is not parted yet.",
    )  # fmt: skip
    state = serializers.ChoiceField(choices=SignUp.State.values)
    reason = serializers.CharField(help_text="What the checker said, if anything.")
    transfer = serializers.IntegerField(
        source="transfer_id", allow_null=True, help_text="What rewarded it."
    )


class ParticipantOut(SignUpOut):
    """Somebody who takes part, for who organises it."""

    resident = serializers.CharField(source="resident.name")


class ProofIn(serializers.Serializer[object]):
    """A photo and a word with it."""

    photo = serializers.FileField(help_text="JPEG, PNG or WebP, at most 10 MB.")
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class ProofOut(serializers.Serializer[object]):
    """A photo that was handed in, after our own encoding."""

    id = serializers.IntegerField()
    sign_up = serializers.IntegerField(source="sign_up_id")
    note = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = serializers.CharField()
    made_at = serializers.DateTimeField()


class WaitingOut(ParticipantOut):
    """Handed-in work for who checks it."""

    handed_in_at = serializers.DateTimeField()
    seen_before = serializers.BooleanField(
        help_text="The same picture came with other work before."
    )
    agreed = serializers.IntegerField(help_text="How many people found it good until now.")
    proofs = ProofOut(many=True)


class ReasonIn(serializers.Serializer[object]):
    """Why; the resident reads it."""

    reason = serializers.CharField(max_length=300, allow_blank=True)


class PresenceIn(serializers.Serializer[object]):
    """How long one of a group was there."""

    sign_up = serializers.IntegerField(min_value=1, max_value=MOST)
    minutes = serializers.IntegerField(min_value=1, max_value=1440)


class SlotApprovalIn(serializers.Serializer[object]):
    """What a moment's approval needs to know."""

    presence = PresenceIn(
        many=True, default=list,
        help_text="Of a group that is parted by time; who is not in it was there from check-in"
        " to photo.",
    )  # fmt: skip


class SlotApprovalOut(serializers.Serializer[object]):
    """Who was rewarded, and who waits and why."""

    approved = SignUpOut(many=True)
    full = SignUpOut(many=True, help_text="Their balance is full.")
    limited = SignUpOut(many=True, help_text="They are at a volunteer's limit.")
    agreed = SignUpOut(many=True, help_text="Somebody else still has to find their work good.")


class OrganiserBudgetOut(serializers.Serializer[object]):
    """What the caller promised this month. Minor units."""

    month = serializers.DateField(source="on", help_text="A day in it.")
    promised = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True, help_text="null: the rules set none.")
    left = serializers.IntegerField(allow_null=True)

"""Shapes of shops as partners: places, people, another account, terms. No account leaves whole."""

from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from marketplace.models import AccountChange, Merchant
from marketplace.rules.opening_hours import WEEKDAYS
from marketplace.rules.opening_hours_given import problem_of
from tenants.people.models import Neighbourhood, Seat


class HoursField(serializers.DictField):
    """Weekday ("0" is Monday) to [from, until] pairs of "HH:MM"."""

    child = serializers.ListField(
        child=serializers.ListField(
            child=serializers.RegexField(r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
            min_length=2, max_length=2,
        ),
        max_length=4,
    )  # fmt: skip


class PlaceIn(serializers.Serializer[object]):
    """Where customers come, and when."""

    address = serializers.CharField(max_length=160)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, default=None
    )
    latitude = serializers.DecimalField(
        max_digits=8, decimal_places=5, min_value=-90, max_value=90, allow_null=True, default=None
    )
    longitude = serializers.DecimalField(
        max_digits=8, decimal_places=5, min_value=-180, max_value=180, allow_null=True,
        default=None,
    )  # fmt: skip
    hours = HoursField(default=dict, help_text='Weekday ("0" is Monday) to [from, until] pairs.')

    def validate_hours(self, hours: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
        """Days of the week, with parts that make sense."""
        for day, parts in hours.items():
            if day not in WEEKDAYS:
                raise serializers.ValidationError(_("Een dag is 0 (maandag) tot en met 6."))
            typed = [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in parts]
            if problem_of(typed) is not None:
                raise serializers.ValidationError(_("Deze tijden lopen door elkaar."))
        return hours

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Coordinates come in pairs."""
        if (attrs["latitude"] is None) != (attrs["longitude"] is None):
            raise serializers.ValidationError(
                {"longitude": _("Geef breedte en lengte allebei, of geen van beide.")}
            )
        return attrs


class BranchIn(PlaceIn):
    """One more place of a shop."""

    name = serializers.CharField(max_length=40)


class BranchChangeIn(BranchIn):
    """Another name, place or hours of a branch."""

    is_open = serializers.BooleanField()


class BranchOut(serializers.Serializer[object]):
    """One of a shop's places besides its own."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    address = serializers.CharField()
    neighbourhood = serializers.CharField(source="neighbourhood.name", default=None)
    latitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    longitude = serializers.DecimalField(max_digits=8, decimal_places=5, allow_null=True)
    hours = HoursField(help_text='Weekday ("0" is Monday) to [from, until] pairs.')
    is_open = serializers.BooleanField()


class TillChangeIn(serializers.Serializer[object]):
    """Another name or place of a till, or away with it."""

    name = serializers.CharField(max_length=40)
    branch = serializers.IntegerField(
        source="branch_id", allow_null=True, default=None, help_text="null: the shop's own place."
    )
    is_active = serializers.BooleanField()


class PauseIn(serializers.Serializer[object]):
    """What everybody reads while the shop takes nothing."""

    note = serializers.CharField(max_length=140, allow_blank=True, default="")


class PauseOut(serializers.Serializer[object]):
    """Whether the shop takes coins."""

    id = serializers.IntegerField()
    is_paused = serializers.BooleanField()
    paused_at = serializers.DateTimeField(allow_null=True)
    pause_note = serializers.CharField()


class CategoryIn(serializers.Serializer[object]):
    """What kind of shop it is."""

    category = serializers.ChoiceField(choices=Merchant.Category.values)


class StaffOut(serializers.Serializer[object]):
    """Somebody who works for the shop."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="person.name")
    email = serializers.CharField(source="person.email")
    duty = serializers.ChoiceField(choices=Seat.Duty.values)
    since = serializers.DateTimeField()


class InvitationIn(serializers.Serializer[object]):
    """Whom to ask, and for what."""

    email = serializers.EmailField(max_length=254)
    duty = serializers.ChoiceField(choices=Seat.Duty.values)


class InvitationOut(serializers.Serializer[object]):
    """Somebody who was asked; the link goes to the address alone."""

    id = serializers.IntegerField()
    email = serializers.CharField()
    duty = serializers.ChoiceField(choices=Seat.Duty.values)
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class AccountIn(serializers.Serializer[object]):
    """Where the shop wants its euros from now on."""

    iban = serializers.CharField(max_length=42)
    account_name = serializers.CharField(max_length=70)


class AccountChangeOut(serializers.Serializer[Any]):
    """Another account a shop asked for."""

    id = serializers.IntegerField()
    merchant = serializers.IntegerField(source="merchant_id")
    iban_masked = serializers.CharField(help_text="Country, bank and the last four signs.")
    account_name = serializers.CharField()
    state = serializers.ChoiceField(choices=AccountChange.State.values)
    asked_at = serializers.DateTimeField()
    usable_at = serializers.DateTimeField(help_text="Not used before.")
    decided_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)


class AccountDeclineIn(serializers.Serializer[object]):
    """Why the account will not be used."""

    reason = serializers.CharField(max_length=300)


class TermsOut(serializers.Serializer[object]):
    """The terms that hold for shops."""

    version = serializers.IntegerField()
    text = serializers.CharField()
    published_at = serializers.DateTimeField()


class TermsIn(serializers.Serializer[object]):
    """The version that is agreed to."""

    version = serializers.IntegerField(min_value=1)


class AcceptanceOut(serializers.Serializer[object]):
    """What the shop agreed to, and when."""

    version = serializers.IntegerField(source="terms.version")
    at = serializers.DateTimeField()

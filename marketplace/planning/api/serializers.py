"""Shapes of planning."""

from rest_framework import serializers

from currency.api.operations import MOST
from currency.models import Programme
from marketplace.api.serializers import MomentIn
from marketplace.planning.models import Series


class KlusTemplateOut(serializers.Serializer[object]):
    """A klus that is kept under a name, to make others from."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    klus = serializers.IntegerField(
        source="pattern_id", help_text="Copy this klus, or let it come back."
    )
    title = serializers.CharField(source="pattern.title")
    reward = serializers.IntegerField(source="pattern.reward", help_text="Minor units.")
    is_standing = serializers.BooleanField(source="pattern.is_standing")


class TemplateIn(serializers.Serializer[object]):
    """A klus to keep, and the name."""

    klus = serializers.IntegerField(min_value=1, max_value=MOST)
    name = serializers.CharField(max_length=80)


class CopyIn(serializers.Serializer[object]):
    """What differs from the klus that is copied."""

    title = serializers.CharField(max_length=80)
    programme = serializers.PrimaryKeyRelatedField(queryset=Programme.objects.all())
    moments = MomentIn(many=True)


class OccurrenceOut(serializers.Serializer[object]):
    """One time of a series."""

    starts_at = serializers.DateTimeField()
    klus = serializers.IntegerField(source="klus_id", allow_null=True)
    is_left_out = serializers.BooleanField()
    refusal = serializers.CharField(
        help_text="The code of what keeps it from being put up; empty when nothing does."
    )


class SeriesOut(serializers.Serializer[object]):
    """A klus that comes back."""

    id = serializers.IntegerField()
    title = serializers.CharField(source="pattern.title")
    rule = serializers.CharField(help_text="An RRULE of RFC 5545, on the town's clock.")
    starts_on = serializers.DateField()
    begins_at = serializers.TimeField()
    places = serializers.IntegerField()
    days_ahead = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Series.State.values)


class SeriesIn(serializers.Serializer[object]):
    """When a klus comes back."""

    klus = serializers.IntegerField(min_value=1, max_value=MOST)
    rule = serializers.CharField(
        max_length=200, help_text="An RRULE of RFC 5545: DAILY, WEEKLY, MONTHLY or YEARLY."
    )
    starts_on = serializers.DateField()
    begins_at = serializers.TimeField(
        help_text="On the town's clock; of a standing klus it does not matter."
    )
    places = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    days_ahead = serializers.IntegerField(min_value=1, max_value=56, default=28)


class LeaveOutIn(serializers.Serializer[object]):
    """Which time is not held."""

    day = serializers.DateField(help_text="The day it would be on, in the town.")


class AgendaOut(serializers.Serializer[object]):
    """Where a program reads the caller's klussen as iCalendar. Whoever has it can read them."""

    url = serializers.CharField(allow_null=True)

"""The cover of each day, and what the law asks to watch."""

from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, operation, query
from currency.models import CoverDay

TAG: Final = "ledger"


class DaysIn(serializers.Serializer[Any]):
    """Which days."""

    since = serializers.DateField(required=False, help_text="The first day.")
    until = serializers.DateField(required=False, help_text="The last day.")


class ProgrammeDayOut(serializers.Serializer[Any]):
    """A budget at the end of a day, in minor units."""

    programme = serializers.IntegerField(source="programme_id")
    funded = serializers.IntegerField(help_text="Given in all.")
    spent = serializers.IntegerField(help_text="Went out.")
    reserved = serializers.IntegerField(
        allow_null=True, help_text="Set aside by klussen; null where that is not known."
    )


class CoverDayOut(serializers.Serializer[Any]):
    """The cover at the end of a day."""

    day = serializers.DateField()
    euros = serializers.IntegerField(help_text="Cents set aside.")
    needed = serializers.IntegerField(help_text="Cents the coins that existed needed.")
    percent = serializers.IntegerField(allow_null=True, help_text="Rounded down.")
    coins = serializers.IntegerField(help_text="Minor units that somebody could still spend.")
    owed_by_others = serializers.IntegerField(
        help_text="Minor units of these that other municipalities owed euros for."
    )
    due_cents = serializers.IntegerField(help_text="Cents that others owed after a clearing.")
    coin_value_cents = serializers.IntegerField(help_text="Cents that one coin was worth.")
    paid = serializers.IntegerField(help_text="Minor units paid that day.")
    volume_12m = serializers.IntegerField(help_text="Minor units paid in twelve months.")
    largest_balance = serializers.IntegerField(help_text="Minor units: the most one resident had.")
    programmes = ProgrammeDayOut(many=True)


class CoverDaysView(ApiView):
    """Days with their cover."""

    needs = {"GET": "see-programmes"}

    @operation("listCoverDays", TAG, answers=CoverDayOut(many=True), query=[DaysIn])
    def get(self, request: Request) -> Response:
        """Each day that is over, the newest first, with its budgets."""
        asked = query(request, DaysIn)
        bounds = {"since": "day__gte", "until": "day__lte"}
        found = CoverDay.objects.filter(**{bounds[name]: day for name, day in asked.items()})
        return self.page(request, found.prefetch_related("programmes"), CoverDayOut)

"""Checking a klus before it opens, and changing one."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import MOST, ApiView, body, operation
from currency.api.permissions import caller
from marketplace.api.serializers import KlusOut
from marketplace.models import Klus
from marketplace.services.klus_changes import SlotChange, change_klus
from marketplace.services.klus_checks import check_klus
from tenants.people.models import Neighbourhood

TAG: Final = "klussen"


class SlotChangeIn(serializers.Serializer[object]):
    """How a moment is to be; it stays as long as it was."""

    slot_id = serializers.IntegerField(min_value=1, max_value=MOST)
    starts_at = serializers.DateTimeField()
    places = serializers.IntegerField(min_value=-MOST, max_value=MOST)


class KlusChangeIn(serializers.Serializer[object]):
    """What is to be different; what is left out stays as it is."""

    title = serializers.CharField(max_length=80, required=False)
    description = serializers.CharField(max_length=2000, required=False)
    category = serializers.ChoiceField(choices=Klus.Category.values, required=False)
    neighbourhood = serializers.PrimaryKeyRelatedField(
        queryset=Neighbourhood.objects.all(), allow_null=True, required=False
    )
    place = serializers.CharField(max_length=120, required=False)
    reward = serializers.IntegerField(
        min_value=-MOST, max_value=MOST, required=False, help_text="Minor units; of a draft alone."
    )
    duration_minutes = serializers.IntegerField(
        min_value=1, max_value=1440, required=False, help_text="Of a draft alone."
    )
    slots = SlotChangeIn(many=True, default=list)


class CheckView(ApiView):
    """Checking."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("checkKlus", TAG, answers=KlusOut)
    def post(self, request: Request, klus_id: int) -> Response:
        """Another organiser than who made it finds a draft good. Twice is once."""
        done = check_klus(klus_id=klus_id, actor=caller(request), now=timezone.now())
        return Response(KlusOut(done).data)


class ChangeView(ApiView):
    """Changing."""

    needs = {"POST": "publish-klus"}
    narrows = True

    @operation("changeKlus", TAG, asks=KlusChangeIn, answers=KlusOut)
    def post(self, request: Request, klus_id: int) -> Response:
        """Make a klus otherwise. Who takes part in an open one, or waits, hears what is different.

        A checked klus is a draft again.
        """
        told: dict[str, Any] = body(request, KlusChangeIn)
        slots = [SlotChange(**slot) for slot in told.pop("slots")]
        done = change_klus(
            klus_id=klus_id, actor=caller(request), now=timezone.now(), fields=told, slots=slots
        )
        return Response(KlusOut(done).data)

"""The chain of sealed days, for whoever wants to keep a copy."""

from typing import Final

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, operation
from currency.api.serializers import SealsOut
from currency.models import DaySeal

TAG: Final = "ledger"


class SealsView(ApiView):
    """Sealed days."""

    permission_classes = [AllowAny]

    @operation("listSeals", TAG, answers=SealsOut)
    def get(self, request: Request) -> Response:
        """All seals, the oldest first. They tell how much was posted, and nothing about whom."""
        return Response(SealsOut({"seals": DaySeal.objects.order_by("day")}).data)

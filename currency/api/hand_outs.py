"""Handing out coins from a list: look at it, put it forward, approve it, call it off."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import own_key
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.models import HandOut, Pot, Programme
from currency.queries.hand_outs import GIVEN_POTS, checked_list, hand_outs
from currency.services.hand_outs import approve_hand_out, cancel_hand_out, propose_hand_out
from tenants.errors import NotFound

TAG: Final = "hand-outs"


class ListIn(serializers.Serializer[Any]):
    """A list, as CSV: a mail address or a resident's number, and an amount such as 12,50."""

    pot = serializers.ChoiceField(choices=[pot.value for pot in GIVEN_POTS])
    file = serializers.FileField(help_text="At most 1 MB and 5,000 lines.")


class HandOutIn(ListIn):
    """A list to put forward."""

    name = serializers.CharField(max_length=120, help_text="The resident reads it.")
    programme = serializers.PrimaryKeyRelatedField(queryset=Programme.objects.all())


class ListLineOut(serializers.Serializer[Any]):
    """A line that is right."""

    line = serializers.IntegerField(source="number")
    person = serializers.IntegerField(source="person.id", help_text="The resident's number.")
    amount = serializers.IntegerField(help_text="Minor units.")


class WrongLineOut(serializers.Serializer[Any]):
    """A line that is wrong."""

    line = serializers.IntegerField(source="number")
    code = serializers.CharField()
    sentence = serializers.CharField()


class CheckedListOut(serializers.Serializer[Any]):
    """What a list would do. With one wrong line it does nothing at all."""

    total = serializers.IntegerField(help_text="Minor units of the lines that are right.")
    lines = ListLineOut(many=True)
    wrong = WrongLineOut(many=True)


class HandOutOut(serializers.Serializer[Any]):
    """A list that was put forward."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    programme = serializers.IntegerField(source="programme_id")
    pot = serializers.CharField()
    total = serializers.IntegerField(help_text="Minor units.")
    state = serializers.ChoiceField(choices=HandOut.State.values)
    proposed_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class CheckListView(ApiView):
    """Looking at a list."""

    needs = {"POST": "propose-hand-out"}
    parser_classes = [MultiPartParser]
    throttle_scope = "upload"

    @operation(
        "checkHandOutList", TAG, asks={"multipart/form-data": ListIn}, answers=CheckedListOut
    )
    def post(self, request: Request) -> Response:
        """A dry run: every line that is right and every line that is wrong. Nothing is done."""
        asked = body(request, ListIn)
        found = checked_list(
            raw=asked["file"].read(), pot=Pot(asked["pot"]), giver=caller(request).party_id,
            at=timezone.now(),
        )  # fmt: skip
        return Response(CheckedListOut(found).data)


class HandOutsView(ApiView):
    """Lists."""

    needs = {"GET": "approve-hand-out", "POST": "propose-hand-out"}
    parser_classes = [MultiPartParser]
    throttle_scope = "upload"

    @operation("listHandOuts", TAG, answers=HandOutOut(many=True))
    def get(self, request: Request) -> Response:
        """All lists that were put forward, the newest first."""
        return self.page(request, hand_outs(), HandOutOut)

    @operation(
        "proposeHandOut", TAG, asks={"multipart/form-data": HandOutIn}, answers=HandOutOut,
        status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Put a list before a second person. With one wrong line it is refused as a whole."""
        asked = body(request, HandOutIn)
        made = propose_hand_out(
            key=own_key(request), name=asked["name"], programme=asked["programme"],
            pot=Pot(asked["pot"]), raw=asked["file"].read(), actor=caller(request),
            at=timezone.now(),
        )  # fmt: skip
        return Response(HandOutOut(made).data, status=201)


class HandOutView(ApiView):
    """One list."""

    needs = {"GET": "approve-hand-out"}

    @operation("getHandOut", TAG, answers=HandOutOut)
    def get(self, request: Request, hand_out_id: int) -> Response:
        """A list that was put forward."""
        found = hand_outs().filter(id=hand_out_id).first()
        if found is None:
            raise NotFound
        return Response(HandOutOut(found).data)


class ApproveHandOutView(ApiView):
    """Approving a list."""

    needs = {"POST": "approve-hand-out"}

    @operation("approveHandOut", TAG, answers=HandOutOut)
    def post(self, request: Request, hand_out_id: int) -> Response:
        """A second person says yes: everybody on the list gets it, or nobody. Twice is once."""
        done = approve_hand_out(
            hand_out_id=hand_out_id, actor=caller(request), at=timezone.now()
        )  # fmt: skip
        return Response(HandOutOut(done).data)


class CancelHandOutView(ApiView):
    """Calling a list off."""

    needs = {"POST": "approve-hand-out"}

    @operation("cancelHandOut", TAG, answers=HandOutOut)
    def post(self, request: Request, hand_out_id: int) -> Response:
        """Nothing is given; the list may be put forward again."""
        done = cancel_hand_out(hand_out_id=hand_out_id, actor=caller(request), at=timezone.now())
        return Response(HandOutOut(done).data)

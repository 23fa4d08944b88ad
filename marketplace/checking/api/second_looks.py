"""A second look at rejected work."""

from typing import Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries as marketplace
from marketplace.api.serializers import ParticipantOut, ReasonIn, SignUpOut
from marketplace.checking import queries
from marketplace.checking.services.second_looks import (
    ask_second_look,
    grant_second_look,
    uphold_rejection,
)

TAG: Final = "approvals"


class SecondLookIn(serializers.Serializer[object]):
    """Why somebody else should look."""

    words = serializers.CharField(max_length=500, allow_blank=True)


class SecondLookOut(serializers.Serializer[object]):
    """A second look that waits."""

    sign_up = ParticipantOut()
    words = serializers.CharField()
    asked_at = serializers.DateTimeField()
    first_reason = serializers.CharField(help_text="Why it was rejected.")


class SecondLooksView(ApiView):
    """What waits."""

    needs = {"GET": "check-proof"}

    @operation("listSecondLooks", TAG, answers=SecondLookOut(many=True))
    def get(self, request: Request) -> Response:
        """Second looks that wait, longest first."""
        return self.page(request, queries.second_looks(), SecondLookOut)


class AskView(ApiView):
    """Asking."""

    needs = {"POST": ""}

    @operation("askSecondLook", TAG, asks=SecondLookIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Ask that somebody else looks at the caller's rejected work; once, and in time."""
        person = caller(request)
        words = body(request, SecondLookIn)["words"]
        mine = marketplace.own_sign_up(person, sign_up_id)
        ask_second_look(sign_up_id=mine.id, resident=person, words=words, now=timezone.now())
        return Response(SignUpOut(marketplace.own_sign_up(person, sign_up_id)).data)


class GrantView(ApiView):
    """Good after all."""

    needs = {"POST": "check-proof"}

    @operation("grantSecondLook", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Pay the reward after all, out of the budget of the klus. Twice is once.

        Not by who rejected it (`same-person-again`).
        """
        done = grant_second_look(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now())
        return Response(SignUpOut(done).data)


class UpholdView(ApiView):
    """Not good either."""

    needs = {"POST": "check-proof"}

    @operation("upholdRejection", TAG, asks=ReasonIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """It stays rejected, with a reason of the second person."""
        asked = body(request, ReasonIn)
        done = uphold_rejection(
            sign_up_id=sign_up_id, actor=caller(request), now=timezone.now(), **asked
        )
        return Response(SignUpOut(done).data)

"""Showing work without a photo: a code of the screen there, or telling that it is done."""

from typing import Any, Final

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries as marketplace
from marketplace.api.serializers import SignUpOut
from marketplace.checking.errors import CodeWrong, TooManyWrongCodes
from marketplace.checking.models import Desk
from marketplace.checking.services.desks import close_desk, give_code, open_desk, report_done
from marketplace.rules.desk_codes import code_at
from tenants.attempts import count_wrong, refuse_above

TAG: Final = "approvals"
ATTEMPTS: Final = "desk"


class DeskCodeIn(serializers.Serializer[object]):
    """The code on the screen."""

    code = serializers.CharField(max_length=12)


class DeskOut(serializers.Serializer[object]):
    """A screen with the code of this minute."""

    slot = serializers.IntegerField()
    code = serializers.CharField(help_text="Empty when the screen is closed.")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class CodeView(ApiView):
    """Giving the code."""

    needs = {"POST": ""}

    @operation("giveDeskCode", TAG, asks=DeskCodeIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Type the code of the screen: the first time to begin, the next time when it is done.

        Done, the work is checked by whoever opened the screen, and rewarded at once.
        """
        person = caller(request)
        mine = marketplace.own_sign_up(person, sign_up_id)
        code = body(request, DeskCodeIn)["code"]
        refuse_above(ATTEMPTS, person.id, TooManyWrongCodes)
        try:
            done = give_code(sign_up_id=mine.id, resident=person, code=code, now=timezone.now())
        except CodeWrong:
            count_wrong(ATTEMPTS, person.id)
            raise
        return Response(SignUpOut(done).data)


class DoneView(ApiView):
    """It is done."""

    needs = {"POST": ""}

    @operation("reportDone", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Tell that the work is done, where the team comes by to look. Twice is once."""
        person = caller(request)
        mine = marketplace.own_sign_up(person, sign_up_id)
        done = report_done(sign_up_id=mine.id, resident=person, now=timezone.now())
        return Response(SignUpOut(done).data)


class DeskView(ApiView):
    """The screen."""

    needs = {"POST": "check-proof", "DELETE": "check-proof"}

    @operation("openDesk", TAG, answers=DeskOut)
    def post(self, request: Request, slot_id: int) -> Response:
        """Open the screen of a moment in the caller's name; the code is another one each minute."""
        now = timezone.now()
        return Response(_told(open_desk(slot_id=slot_id, actor=caller(request), now=now)))

    @operation("closeDesk", TAG, answers=DeskOut)
    def delete(self, request: Request, slot_id: int) -> Response:
        """Close it: no code is good any more. Twice is once."""
        now = timezone.now()
        return Response(_told(close_desk(slot_id=slot_id, actor=caller(request), now=now)))


def _told(desk: Desk) -> Any:
    code = "" if desk.closed_at else code_at(desk.secret, timezone.now())
    return DeskOut({
        "slot": desk.slot_id,
        "code": code,
        "opened_at": desk.opened_at,
        "closed_at": desk.closed_at,
    }).data  # fmt: skip

"""Taking part: a place, beginning, the photo, saying no."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries
from marketplace.api.serializers import ProofIn, ProofOut, SignUpOut
from marketplace.errors import PhotoTooLarge
from marketplace.models import SignUp
from marketplace.photos import MAXIMUM_BYTES
from marketplace.services.sign_ups import (
    cancel_sign_up,
    check_in,
    hand_in_proof,
    mark_no_show,
    sign_up,
)

TAG: Final = "klussen"


class PlaceView(ApiView):
    """Taking a place."""

    needs = {"POST": ""}

    @operation("signUp", TAG, answers=SignUpOut, status=201)
    def post(self, request: Request, slot_id: int) -> Response:
        """Take a place at this moment. Who has it already is told so (`already-signed-up`)."""
        made = sign_up(slot_id=slot_id, resident=caller(request), now=timezone.now())
        return Response(SignUpOut(made).data, status=201)


class SignUpsView(ApiView):
    """What comes."""

    needs = {"GET": ""}

    @operation("listSignUps", TAG, answers=SignUpOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's own sign-ups that are not over, soonest first."""
        return self.page(request, queries.coming_sign_ups(caller(request)), SignUpOut)


class PastView(ApiView):
    """What was."""

    needs = {"GET": ""}

    @operation("listPastSignUps", TAG, answers=SignUpOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's own sign-ups that are over, newest first."""
        return self.page(request, queries.past_sign_ups(caller(request)), SignUpOut)


class SignUpView(ApiView):
    """One sign-up."""

    needs = {"GET": ""}

    @operation("getSignUp", TAG, answers=SignUpOut)
    def get(self, request: Request, sign_up_id: int) -> Response:
        """Where the caller, or for an organiser anybody, stands with a klus."""
        return Response(SignUpOut(queries.sign_up_seen_by(caller(request), sign_up_id)).data)


class CheckInView(ApiView):
    """Beginning."""

    needs = {"POST": ""}

    @operation("checkIn", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """The work begins: the resident on the day itself, or an organiser. Twice is once."""
        return _done(check_in, request, sign_up_id)


class CancelView(ApiView):
    """Saying no."""

    needs = {"POST": ""}

    @operation("cancelSignUp", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Give the place back. Twice is once."""
        return _done(cancel_sign_up, request, sign_up_id)


class NoShowView(ApiView):
    """Not there."""

    needs = {"POST": "publish-klus"}

    @operation("markNoShow", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Somebody did not come; once the moment is over the coins go back to the budget."""
        return _done(mark_no_show, request, sign_up_id)


class ProofView(ApiView):
    """Showing the work."""

    needs = {"POST": ""}
    parser_classes = [MultiPartParser]
    throttle_scope = "upload"

    @operation(
        "handInProof", TAG, asks={"multipart/form-data": ProofIn}, answers=ProofOut, status=201
    )
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Hand in a photo; it is encoded anew, without what else stands in it.

        The same photo twice is one proof.
        """
        asked = body(request, ProofIn)
        photo = asked["photo"]
        if photo.size > MAXIMUM_BYTES:
            raise PhotoTooLarge(maximum=MAXIMUM_BYTES)
        made = hand_in_proof(
            sign_up_id=queries.own_sign_up(caller(request), sign_up_id).id,
            resident=caller(request),
            photo=photo.read(),
            note=asked["note"],
            now=timezone.now(),
        )
        return Response(ProofOut(made).data, status=201)


def _done(command: Callable[..., SignUp], request: Request, sign_up_id: int) -> Response:
    found = queries.sign_up_seen_by(caller(request), sign_up_id)
    done = command(sign_up_id=found.id, actor=caller(request), now=timezone.now())
    return Response(SignUpOut(done).data)

"""Deciding on handed-in work: the queue, its photos, yes, more please, no."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.files import Jpeg, file_answer
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries
from marketplace.api.serializers import (
    ParticipantOut,
    ReasonIn,
    SignUpOut,
    SlotApprovalIn,
    SlotApprovalOut,
    WaitingOut,
)
from marketplace.checking import queries as checking
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from marketplace.services.slot_approvals import approve_slot

TAG: Final = "approvals"


class WaitingView(ApiView):
    """The queue."""

    needs = {"GET": "check-proof"}
    narrows = True

    @operation("listWaitingProofs", TAG, answers=WaitingOut(many=True))
    def get(self, request: Request) -> Response:
        """Handed-in work, longest waiting first, with its photos; without what is in a batch."""
        return self.page(request, checking.queue(caller(request)), WaitingOut)


class DecidedView(ApiView):
    """What was decided."""

    needs = {"GET": "check-proof"}
    narrows = True

    @operation("listDecidedProofs", TAG, answers=ParticipantOut(many=True))
    def get(self, request: Request) -> Response:
        """What was decided, newest first."""
        return self.page(request, queries.decided_sign_ups(caller(request)), ParticipantOut)


class PhotoView(ApiView):
    """The photo itself."""

    needs = {"GET": ""}
    renderer_classes = [Jpeg]

    @operation("getProofPhoto", TAG, answers={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, proof_id: int) -> Response:
        """A photo of the work, for its maker and who checks that klus; for others it is not there.

        Once it is decided, the checker who decided sees it, for as long as photos are kept.
        """
        proof = queries.proof_seen_by(caller(request), proof_id)
        with proof.photo.open("rb") as photo:
            return file_answer(photo.read(), f"bewijs-{proof.id}.jpg")


class ApproveView(ApiView):
    """Saying yes."""

    needs = {"POST": "check-proof"}
    narrows = True

    @operation("approveProof", TAG, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """The work is good: the reward is posted. Approving twice is once.

        Where the rules ask for several people it stays `handed-in` until as many approved. Nobody
        approves their own work (`self-approval`) or that of their household (`same-household`).
        """
        done = approve_proof(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now())
        return Response(SignUpOut(done).data)


class ApproveSlotView(ApiView):
    """Saying yes to everybody of a moment."""

    needs = {"POST": "check-proof"}
    narrows = True

    @operation("approveSlot", TAG, asks=SlotApprovalIn, answers=SlotApprovalOut)
    def post(self, request: Request, slot_id: int) -> Response:
        """The work of all who handed in is good: their rewards are posted in one go.

        Who cannot be rewarded now waits and is named; of a group nobody is rewarded then. When
        nothing waits any more, that is told (`nothing-to-approve`).
        """
        asked = body(request, SlotApprovalIn)
        minutes = {one["sign_up"]: one["minutes"] for one in asked["presence"]}
        done = approve_slot(
            slot_id=slot_id, actor=caller(request), now=timezone.now(), minutes=minutes
        )
        return Response(SlotApprovalOut(done).data)


class SendBackView(ApiView):
    """Asking for more."""

    needs = {"POST": "check-proof"}
    narrows = True

    @operation("sendBackProof", TAG, asks=ReasonIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Send it back; the resident can hand in again."""
        return _decided(send_back, request, sign_up_id)


class RejectView(ApiView):
    """Saying no."""

    needs = {"POST": "check-proof"}
    narrows = True

    @operation("rejectProof", TAG, asks=ReasonIn, answers=SignUpOut)
    def post(self, request: Request, sign_up_id: int) -> Response:
        """No reward; its coins go back to the budget."""
        return _decided(reject_proof, request, sign_up_id)


def _decided(command: Callable[..., SignUp], request: Request, sign_up_id: int) -> Response:
    asked = body(request, ReasonIn)
    done = command(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now(), **asked)
    return Response(SignUpOut(done).data)

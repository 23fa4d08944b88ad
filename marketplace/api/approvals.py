"""Deciding on handed-in work."""

from collections.abc import Callable
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency.api.serializers import ProblemOut
from currency.api.views import caller
from marketplace import queries
from marketplace.api.serializers import ReasonIn, SignUpOut, WaitingOut
from marketplace.models import SignUp
from marketplace.services.approvals import approve_proof, reject_proof, send_back
from tenants.people.services import refuse_unless_may

TAGS: Final = ["approvals"]
REFUSED: Final = {403: ProblemOut, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut}


@extend_schema(operation_id="listWaitingProofs", tags=TAGS)
class WaitingView(ListAPIView[SignUp]):
    """Handed-in work, longest waiting first. Needs `check-proof`."""

    serializer_class = WaitingOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[SignUp]:
        """The queue; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return SignUp.objects.none()
        refuse_unless_may(caller(self.request), "check-proof")
        return queries.waiting_proofs()


class ApprovalView(APIView):
    """Saying yes."""

    @extend_schema(
        operation_id="approveProof", tags=TAGS, request=None, responses={200: SignUpOut, **REFUSED}
    )
    def post(self, request: Request, sign_up_id: int) -> Response:
        """The work is good: the reward is posted. Approving twice is once."""
        done = approve_proof(sign_up_id=sign_up_id, actor=caller(request), now=timezone.now())
        return Response(SignUpOut(done).data)


class QuestionView(APIView):
    """Asking for more."""

    @extend_schema(
        operation_id="sendBackProof", tags=TAGS, request=ReasonIn,
        responses={200: SignUpOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, sign_up_id: int) -> Response:
        """Send it back; the resident can hand in again."""
        return _decided(send_back, request, sign_up_id)


class RejectionView(APIView):
    """Saying no."""

    @extend_schema(
        operation_id="rejectProof", tags=TAGS, request=ReasonIn,
        responses={200: SignUpOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, sign_up_id: int) -> Response:
        """No reward; its coins go back to the budget."""
        return _decided(reject_proof, request, sign_up_id)


def _decided(command: Callable[..., SignUp], request: Request, sign_up_id: int) -> Response:
    asked = ReasonIn(data=request.data)
    asked.is_valid(raise_exception=True)
    done = command(
        sign_up_id=sign_up_id,
        actor=caller(request),
        reason=asked.validated_data["reason"],
        now=timezone.now(),
    )
    return Response(SignUpOut(done).data)

"""A municipality's acceptance agreements: read them, say yes or no, stop them."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency.api.views import caller
from settlement.api.payouts import REFUSED
from settlement.api.serializers import AgreementOut, ReasonIn
from tenants.models import Agreement
from tenants.people.services import refuse_unless_may
from tenants.queries import agreements_of_tenant, current_tenant
from tenants.services import agreements as services


@extend_schema(operation_id="listAgreements", tags=["agreements"])
class AgreementsView(ListAPIView[Agreement]):
    """Agreements this municipality is a side of."""

    serializer_class = AgreementOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Agreement]:
        """All of them, by name; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Agreement.objects.none()
        refuse_unless_may(caller(self.request), "see-agreements")
        return agreements_of_tenant(current_tenant())


class ApproveView(APIView):
    """Saying yes."""

    @extend_schema(
        operation_id="approveAgreement",
        tags=["agreements"],
        request=None,
        responses={200: AgreementOut, **REFUSED},
    )
    def post(self, request: Request, agreement_id: int) -> Response:
        """Say yes for this municipality; with both it is in force. Twice is once."""
        person = caller(request)
        refuse_unless_may(person, "approve-agreement")
        done = services.approve_agreement(
            agreement_id=agreement_id,
            tenant=current_tenant(),
            actor=person.party_id,
            now=timezone.now(),
        )
        return Response(AgreementOut(done).data)


class DeclineView(APIView):
    """Saying no."""

    @extend_schema(
        operation_id="declineAgreement",
        tags=["agreements"],
        request=ReasonIn,
        responses={200: AgreementOut, **REFUSED},
    )
    def post(self, request: Request, agreement_id: int) -> Response:
        """Say no to a proposal, with a reason."""
        return _close(request, agreement_id, services.decline_agreement)


class SuspendView(APIView):
    """Stopping an agreement."""

    @extend_schema(
        operation_id="suspendAgreement",
        tags=["agreements"],
        request=ReasonIn,
        responses={200: AgreementOut, **REFUSED},
    )
    def post(self, request: Request, agreement_id: int) -> Response:
        """Stop it at once, with a reason: tills refuse these coins from now on."""
        return _close(request, agreement_id, services.suspend_agreement)


def _close(request: Request, agreement_id: int, close: Callable[..., Agreement]) -> Response:
    person = caller(request)
    refuse_unless_may(person, "approve-agreement")
    asked = ReasonIn(data=request.data)
    asked.is_valid(raise_exception=True)
    done = close(
        agreement_id=agreement_id,
        tenant=current_tenant(),
        actor=person.party_id,
        reason=asked.validated_data["reason"],
    )
    return Response(AgreementOut(done).data)

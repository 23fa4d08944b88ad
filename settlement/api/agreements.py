"""A municipality's acceptance agreements: read them, say yes or no, stop them."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from settlement.api.serializers import AgreementOut, AgreementReasonIn
from tenants.models import Agreement
from tenants.queries import agreements_of_tenant, current_tenant
from tenants.services import agreements as services

TAG: Final = "agreements"


class AgreementsView(ApiView):
    """Agreements."""

    needs = {"GET": "see-agreements"}

    @operation("listAgreements", TAG, answers=AgreementOut(many=True))
    def get(self, request: Request) -> Response:
        """Agreements this municipality is a side of, by name."""
        return self.page(request, agreements_of_tenant(current_tenant()), AgreementOut)


class ApproveView(ApiView):
    """Saying yes."""

    needs = {"POST": "approve-agreement"}

    @operation("approveAgreement", TAG, answers=AgreementOut)
    def post(self, request: Request, agreement_id: int) -> Response:
        """Say yes for this municipality; with both it is in force. Twice is once."""
        done = services.approve_agreement(
            agreement_id=agreement_id,
            tenant=current_tenant(),
            actor=caller(request).party_id,
            now=timezone.now(),
        )
        return Response(AgreementOut(done).data)


class DeclineView(ApiView):
    """Saying no."""

    needs = {"POST": "approve-agreement"}

    @operation("declineAgreement", TAG, asks=AgreementReasonIn, answers=AgreementOut)
    def post(self, request: Request, agreement_id: int) -> Response:
        """Say no to a proposal, with a reason."""
        return _close(request, agreement_id, services.decline_agreement)


class SuspendView(ApiView):
    """Stopping an agreement."""

    needs = {"POST": "approve-agreement"}

    @operation("suspendAgreement", TAG, asks=AgreementReasonIn, answers=AgreementOut)
    def post(self, request: Request, agreement_id: int) -> Response:
        """Stop it at once, with a reason: tills refuse these coins from now on."""
        return _close(request, agreement_id, services.suspend_agreement)


def _close(request: Request, agreement_id: int, close: Callable[..., Agreement]) -> Response:
    asked = body(request, AgreementReasonIn)
    done = close(
        agreement_id=agreement_id,
        tenant=current_tenant(),
        actor=caller(request).party_id,
        **asked,
    )
    return Response(AgreementOut(done).data)

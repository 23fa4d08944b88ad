"""A municipality's side of clearing: say yes to a run, pay, and say that it came in."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from settlement.clearing import run_queries
from settlement.clearing.api.run_serializers import (
    BankReferenceIn,
    ClearingPaymentOut,
    ClearingRunOut,
)
from settlement.clearing.models import ClearingPayment
from settlement.clearing.services.payments import (
    approve_run,
    confirm_payment,
    deny_payment,
    mark_paid,
)
from tenants.queries import current_tenant

TAG: Final = "clearing"


class PaymentsView(ApiView):
    """Payments between municipalities."""

    needs = {"GET": "see-clearing"}

    @operation("listClearingPayments", TAG, answers=ClearingPaymentOut(many=True))
    def get(self, request: Request) -> Response:
        """All that runs ask this municipality to pay, or to expect; newest run first."""
        found = run_queries.payments_of_tenant(current_tenant())
        return self.page(request, found, ClearingPaymentOut)


class ApproveView(ApiView):
    """Saying yes to a run."""

    needs = {"POST": "approve-clearing"}

    @operation("approveClearingRun", TAG, answers=ClearingRunOut)
    def post(self, request: Request, run_id: int) -> Response:
        """Say yes to all this municipality pays in a run; its euros are set aside. Twice is once.

        The last yes books the run everywhere.
        """
        done = approve_run(run_id=run_id, by=caller(request), now=timezone.now())
        return Response(ClearingRunOut(done).data)


class PayView(ApiView):
    """Having paid."""

    needs = {"POST": "settle-clearing"}

    @operation("markClearingPaid", TAG, asks=BankReferenceIn, answers=ClearingPaymentOut)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """Say that it was paid at the bank, under which reference. The same again is once."""
        return _done(mark_paid, request, payment_id, **body(request, BankReferenceIn))


class ConfirmView(ApiView):
    """Having received."""

    needs = {"POST": "settle-clearing"}

    @operation("confirmClearingPayment", TAG, answers=ClearingPaymentOut)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """The euros came in: booked on both sides. Confirming twice is confirming once."""
        return _done(confirm_payment, request, payment_id)


class DenyView(ApiView):
    """Not having received."""

    needs = {"POST": "settle-clearing"}

    @operation("denyClearingPayment", TAG, answers=ClearingPaymentOut)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """Nothing came in: the debtor is to look again. Twice is once."""
        return _done(deny_payment, request, payment_id)


def _done(
    command: Callable[..., ClearingPayment], request: Request, payment_id: UUID, **told: Any
) -> Response:
    done = command(payment_id=payment_id, by=caller(request), now=timezone.now(), **told)
    return Response(ClearingPaymentOut(done).data)

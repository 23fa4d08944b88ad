"""Reports on payments: a resident reports and takes back, staff sees the queue and decides."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.dispute_serializers import (
    DecisionIn,
    DisputeOut,
    DisputeQuery,
    DisputeQueueOut,
    ReportIn,
)
from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from currency.models import Dispute
from currency.services import payments
from currency.services.disputes import DECIDE, decide_dispute, open_dispute, withdraw_dispute
from tenants.errors import NotFound

TAG: Final = "disputes"


class ReportView(ApiView):
    """What the caller reported of a payment."""

    needs = {"GET": "", "POST": ""}
    throttle_scope = "payment-code"

    @operation("getReport", TAG, answers=DisputeOut)
    def get(self, request: Request, code: str) -> Response:
        """The latest report of the caller on their own payment."""
        return Response(DisputeOut(_own(request, code)).data)

    @operation("reportPayment", TAG, asks=ReportIn, answers=DisputeOut, status=201, is_keyed=True)
    def post(self, request: Request, code: str) -> Response:
        """Say that a payment of one's own is wrong; meanwhile the sum is set aside at the shop."""
        party = caller(request).party
        receipt = payments.receipt_for(code=code, payer=party)
        asked = body(request, ReportIn)
        with once(request) as key:
            made = open_dispute(
                key=key, transfer_id=receipt.transfer_id, payer=party, at=timezone.now(), **asked
            )
        return Response(DisputeOut(made).data, status=201)


class WithdrawView(ApiView):
    """Taking a report back."""

    needs = {"POST": ""}
    throttle_scope = "payment-code"

    @operation("withdrawReport", TAG, answers=DisputeOut, query=[WELCOME_KEY])
    def post(self, request: Request, code: str) -> Response:
        """Take the report back. Twice is once."""
        found = _own(request, code)
        done = withdraw_dispute(dispute_id=found.id, payer=caller(request).party, at=timezone.now())
        return Response(DisputeOut(done).data)


class DisputesView(ApiView):
    """The queue."""

    needs = {"GET": DECIDE}

    @operation("listDisputes", TAG, answers=DisputeQueueOut(many=True), query=[DisputeQuery])
    def get(self, request: Request) -> Response:
        """Reports that wait, the one that waits longest first; or those that are over."""
        is_closed = query(request, DisputeQuery)["closed"]
        found = queries.closed_disputes() if is_closed else queries.open_disputes()
        return self.page(request, found, DisputeQueueOut, _with_shops)


class DecideView(ApiView):
    """Deciding."""

    needs = {"POST": DECIDE}

    @operation("decideDispute", TAG, asks=DecisionIn, answers=DisputeOut, query=[WELCOME_KEY])
    def post(self, request: Request, dispute_id: int) -> Response:
        """Give so much of the payment back, or nothing. The same decision again is the same."""
        done = decide_dispute(
            dispute_id=dispute_id,
            actor=caller(request),
            at=timezone.now(),
            **body(request, DecisionIn),
        )
        return Response(DisputeOut(done).data)


def _own(request: Request, code: str) -> Dispute:
    party = caller(request).party
    receipt = payments.receipt_for(code=code, payer=party)
    found = queries.dispute_of(receipt.transfer_id, party)
    if found is None:
        raise NotFound
    return found


def _with_shops(disputes: Sequence[Dispute]) -> Sequence[dict[str, object]]:
    """Each with who received the payment and who reported it."""
    shops = queries.payees_of([one.transfer_id for one in disputes])
    return [
        {**DisputeOut(one).data, "shop": shops[one.transfer_id].name, "payer": one.party.name}
        for one in disputes
    ]

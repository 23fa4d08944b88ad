"""At the till: asking for payment, seeing it paid, stopping, giving back, the book."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.models import Entry, PaymentRequest
from currency.queries import given_back_of, live_state, request_of_payee, rules_in_force
from marketplace import queries
from marketplace.api.shop_serializers import (
    PartIn,
    PartOut,
    PaymentRequestIn,
    PaymentRequestOut,
    RefundIn,
    RefundOut,
    TillOut,
    TillReceiptOut,
)
from marketplace.services.tills import ask_payment, refund_part, refund_payment, stop_request

TAG: Final = "tills"


class TillsView(ApiView):
    """Tills."""

    needs = {"GET": ""}

    @operation("listTills", TAG, answers=TillOut(many=True))
    def get(self, request: Request) -> Response:
        """The tills the caller works at, by shop and name."""
        return self.page(request, queries.tills_of(caller(request)), TillOut)


class PaymentRequestsView(ApiView):
    """Asking for payment."""

    needs = {"POST": ""}

    @operation(
        "requestPayment", TAG,
        asks=PaymentRequestIn, answers=PaymentRequestOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request, till_id: int) -> Response:
        """Ask for an amount at this till; show `pay_url` as a QR code, and `code` beside it."""
        till = queries.till_of(caller(request), till_id)
        asked = body(request, PaymentRequestIn)
        with once(request) as key:
            made = ask_payment(
                key=key, till=till, actor=caller(request), now=timezone.now(), **asked
            )
        return Response(_shown(request, made), status=201)


class PaymentRequestView(ApiView):
    """What was asked."""

    needs = {"GET": ""}

    @operation("getTillPaymentRequest", TAG, answers=PaymentRequestOut)
    def get(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """What became of a request: open, paid, cancelled or expired."""
        till = queries.till_of(caller(request), till_id)
        return Response(_shown(request, request_of_payee(request_id, till.merchant.party)))


class CancelView(ApiView):
    """Stopping."""

    needs = {"POST": ""}

    @operation("cancelTillPaymentRequest", TAG, answers=PaymentRequestOut)
    def post(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """Stop asking. Twice is once."""
        till = queries.till_of(caller(request), till_id)
        done = stop_request(
            request_id=request_id, till=till, actor=caller(request), now=timezone.now()
        )
        return Response(_shown(request, done))


class RefundView(ApiView):
    """Giving back."""

    needs = {"POST": ""}

    @operation("refundPayment", TAG, asks=RefundIn, answers=RefundOut, query=[WELCOME_KEY])
    def post(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """Give the whole of a paid request back, inside the holding period. Twice is once."""
        till = queries.till_of(caller(request), till_id)
        done = refund_payment(
            request_id=request_id,
            till=till,
            actor=caller(request),
            now=timezone.now(),
            **body(request, RefundIn),
        )
        return Response(RefundOut(done).data)


class RefundsView(ApiView):
    """Giving a part back."""

    needs = {"POST": ""}

    @operation(
        "refundPart", TAG, asks=PartIn, answers=PartOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """Give a part of a paid request back, or all that is left, inside the holding period."""
        till = queries.till_of(caller(request), till_id)
        asked = body(request, PartIn)
        with once(request) as key:
            made = refund_part(
                key=key, request_id=request_id, till=till, actor=caller(request),
                now=timezone.now(), **asked,
            )  # fmt: skip
        paid = queries.paid_transfer(request_id, till.merchant.party)
        told = {
            "transfer": made.id, "refunds": paid.id, "amount": asked["amount"],
            "given_back": given_back_of([paid.id])[paid.id], "at": made.at,
        }  # fmt: skip
        return Response(PartOut(told).data, status=201)


class ReceiptsView(ApiView):
    """The till's book."""

    needs = {"GET": ""}

    @operation("listTillReceipts", TAG, answers=TillReceiptOut(many=True))
    def get(self, request: Request, till_id: int) -> Response:
        """What came in at the shop's tills and what was given back, newest first."""
        now = timezone.now()
        till = queries.till_of(caller(request), till_id)
        rules = rules_in_force(now).rules

        def told(entries: Sequence[Entry]) -> Sequence[queries.Receipt]:
            return queries.receipts_of_till(entries, rules=rules, now=now)

        return self.page(request, queries.receipts(till.merchant.party), TillReceiptOut, told)


def _shown(request: Request, asked: PaymentRequest) -> dict[str, object]:
    live = live_state(asked, now=timezone.now())
    shown = {
        name: getattr(asked, name)
        for name in ("id", "code", "amount", "description", "desk", "created_at", "expires_at")
    }
    pay_url = request.build_absolute_uri(reverse("currency:visiting", args=[asked.code]))
    told = {**shown, "state": live["state"], "payer": live["payer"], "pay_url": pay_url}
    return dict(PaymentRequestOut(told).data)

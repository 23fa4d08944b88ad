"""Shops, and asking for payment at a till."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency.api.idempotency import IDEMPOTENCY_KEY, idempotency_key
from currency.api.serializers import ProblemOut
from currency.api.views import caller
from currency.models import PaymentRequest
from currency.queries import live_state, request_of_payee
from marketplace import queries
from marketplace.api.serializers import (
    MerchantOut,
    PaymentRequestIn,
    PaymentRequestOut,
    TillOut,
)
from marketplace.models import Merchant, Till
from marketplace.services.tills import ask_payment, stop_request

TAGS: Final = ["shops"]
REFUSED: Final = {403: ProblemOut, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut}
FILTERS: Final = [
    OpenApiParameter("text", OpenApiTypes.STR, description="Words in the name, text or address."),
    OpenApiParameter("category", OpenApiTypes.STR, enum=list(Merchant.Category.values)),
]


class MerchantsView(ListAPIView[Merchant]):
    """Shops where the coin is good."""

    serializer_class = MerchantOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Merchant]:
        """Approved shops by name; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Merchant.objects.none()
        asked = self.request.query_params
        return queries.merchants_found(
            text=asked.get("text", "")[:60], category=asked.get("category", "")
        )

    @extend_schema(operation_id="listMerchants", tags=TAGS, parameters=FILTERS)
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Approved shops, by name."""
        return super().get(request, *args, **kwargs)


@extend_schema(operation_id="listTills", tags=TAGS)
class TillsView(ListAPIView[Till]):
    """The tills the caller works at."""

    serializer_class = TillOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Till]:
        """The caller's own; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Till.objects.none()
        return queries.tills_of(caller(self.request))


class PaymentRequestsView(APIView):
    """Asking for payment at a till."""

    @extend_schema(
        operation_id="requestPayment", tags=TAGS, request=PaymentRequestIn,
        parameters=[IDEMPOTENCY_KEY], responses={201: PaymentRequestOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, till_id: int) -> Response:
        """Ask for an amount. The same key again answers the same request."""
        asked = PaymentRequestIn(data=request.data)
        asked.is_valid(raise_exception=True)
        made = ask_payment(
            key=idempotency_key(request, "request-payment"),
            till=queries.till_of(caller(request), till_id),
            actor=caller(request),
            now=timezone.now(),
            **asked.validated_data,
        )
        return Response(_shown(request, made), status=201)


class PaymentRequestView(APIView):
    """What was asked at a till."""

    @extend_schema(
        operation_id="getTillPaymentRequest", tags=TAGS,
        responses={200: PaymentRequestOut, **REFUSED},
    )  # fmt: skip
    def get(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """What became of it."""
        till = queries.till_of(caller(request), till_id)
        return Response(_shown(request, request_of_payee(request_id, till.merchant.party)))


class StopView(APIView):
    """Stopping."""

    @extend_schema(
        operation_id="cancelTillPaymentRequest", tags=TAGS, request=None,
        responses={200: PaymentRequestOut, **REFUSED},
    )  # fmt: skip
    def post(self, request: Request, till_id: int, request_id: UUID) -> Response:
        """Stop asking. Twice is once."""
        till = queries.till_of(caller(request), till_id)
        done = stop_request(
            request_id=request_id, till=till, actor=caller(request), now=timezone.now()
        )
        return Response(_shown(request, done))


def _shown(request: Request, asked: PaymentRequest) -> dict[str, object]:
    live = live_state(asked, now=timezone.now())
    shown = {
        name: getattr(asked, name)
        for name in ("id", "code", "amount", "description", "desk", "created_at", "expires_at")
    }
    pay_url = request.build_absolute_uri(reverse("currency:visiting", args=[asked.code]))
    told = {**shown, "state": live["state"], "payer": live["payer"], "pay_url": pay_url}
    return dict(PaymentRequestOut(told).data)

"""The caller's own coins: balance, entries, what a code asks, and paying it."""

from typing import Final

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from currency import queries
from currency.api.serializers import (
    BalanceOut,
    EntryOut,
    ProblemOut,
    QuoteOut,
    ReceiptOut,
    RulesOut,
)
from currency.models import Entry
from currency.services import payments
from tenants.people.models import Person

PROBLEMS: Final = {404: ProblemOut, 409: ProblemOut, 422: ProblemOut}
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Paying one request is idempotent by itself: its id is the key. A header is"
    " welcome and changes nothing.",
)


def caller(request: Request) -> Person:
    """The signed-in person; the permission classes let nobody else come here."""
    assert isinstance(request.user, Person)
    return request.user


class BalanceView(APIView):
    """What the caller has."""

    @extend_schema(responses=BalanceOut, operation_id="getBalance", tags=["currency"])
    def get(self, request: Request) -> Response:
        """The caller's pots."""
        pots = [
            {"pot": account.pot, "balance": account.balance, "available": account.available or 0}
            for account in queries.accounts_of(caller(request).party)
        ]
        total = sum(int(str(pot["balance"])) for pot in pots)
        return Response(BalanceOut({"balance": total, "pots": pots}).data)


@extend_schema(operation_id="listEntries", tags=["currency"])
class EntriesView(ListAPIView[Entry]):
    """The caller's statement, newest first."""

    serializer_class = EntryOut
    filter_backends = []

    def get_queryset(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - DRF's generic
        """The caller's own entries; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Entry.objects.none()
        return queries.statement(caller(self.request).party)


class PaymentRequestView(APIView):
    """What a code asks."""

    @extend_schema(
        responses={200: QuoteOut, **PROBLEMS}, operation_id="getPaymentRequest", tags=["currency"]
    )
    def get(self, request: Request, code: str) -> Response:
        """What paying this code would cost the caller now, or why it cannot be paid."""
        quote = payments.quote(code=code, payer=caller(request).party, at=timezone.now())
        return Response(QuoteOut(quote).data)


class PaymentView(APIView):
    """Paying a code."""

    @extend_schema(
        request=None,
        parameters=[IDEMPOTENCY_KEY],
        responses={200: ReceiptOut, **PROBLEMS},
        operation_id="payPaymentRequest",
        tags=["currency"],
    )
    def post(self, request: Request, code: str) -> Response:
        """Pay; the same caller asking again gets the same receipt."""
        receipt = payments.pay(code=code, payer=caller(request).party, at=timezone.now())
        return Response(ReceiptOut(receipt).data)


class RulesView(APIView):
    """The rules in force."""

    @extend_schema(responses=RulesOut, operation_id="getRules", tags=["currency"])
    def get(self, request: Request) -> Response:
        """The version that judges now, and its document."""
        found = queries.rules_in_force(timezone.now())
        return Response({"version": found.version, "rules": found.rules.model_dump(mode="json")})

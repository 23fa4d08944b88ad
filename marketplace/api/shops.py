"""Shops: finding one, asking to take part, and for the municipality the register of all."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from marketplace import queries
from marketplace.api.shop_serializers import (
    MerchantIn,
    MerchantOut,
    MerchantQuery,
    RegisteredOut,
    TextQuery,
    TillIn,
    TillOut,
)
from marketplace.services.merchants import (
    ShopDetails,
    apply_merchant,
    approve_merchant,
    stop_merchant,
)
from marketplace.services.places import add_till

TAG: Final = "shops"


class MerchantsView(ApiView):
    """Shops where the coin is good, and asking to take part."""

    needs = {"GET": "", "POST": ""}

    @operation("listMerchants", TAG, query=[MerchantQuery], answers=MerchantOut(many=True))
    def get(self, request: Request) -> Response:
        """Shops where the coin is good: by name, or nearest to a point.

        Where the words stand nowhere, what looks most like them comes first.
        """
        found = queries.merchants_found(**query(request, MerchantQuery))
        return self.page(request, found, MerchantOut)

    @operation(
        "applyMerchant", TAG, asks=MerchantIn, answers=RegisteredOut, status=201, is_keyed=True
    )
    def post(self, request: Request) -> Response:
        """Ask to take part with a shop; the caller becomes its owner, and it gets a first till."""
        asked = body(request, MerchantIn)
        terms_version = asked.pop("terms_version")
        details = ShopDetails(**asked)
        with once(request) as key:
            made = apply_merchant(
                key=key,
                details=details,
                owner=caller(request),
                now=timezone.now(),
                terms_version=terms_version,
            )
        return Response(RegisteredOut(made).data, status=201)


class MerchantView(ApiView):
    """One shop."""

    needs = {"GET": ""}

    @operation("getMerchant", TAG, answers=MerchantOut)
    def get(self, request: Request, merchant_id: int) -> Response:
        """A shop where the coin is good."""
        return Response(MerchantOut(queries.merchant(merchant_id)).data)


class RegisterView(ApiView):
    """All shops."""

    needs = {"GET": "see-merchants"}

    @operation("listAllMerchants", TAG, query=[TextQuery], answers=RegisteredOut(many=True))
    def get(self, request: Request) -> Response:
        """All shops in whatever state, those that wait for an answer first."""
        found = queries.merchants_of_console(**query(request, TextQuery))
        return self.page(request, found, RegisteredOut)


class ApproveView(ApiView):
    """Letting a shop in."""

    needs = {"POST": "approve-merchant"}

    @operation("approveMerchant", TAG, answers=RegisteredOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """A second person lets the shop in; never who applied. Twice is once."""
        done = approve_merchant(merchant_id=merchant_id, actor=caller(request), now=timezone.now())
        return Response(RegisteredOut(done).data)


class StopView(ApiView):
    """Stopping a shop."""

    needs = {"POST": "approve-merchant"}

    @operation("stopMerchant", TAG, answers=RegisteredOut)
    def post(self, request: Request, merchant_id: int) -> Response:
        """The shop asks no more payments; what it has stays its own. Twice is once."""
        done = stop_merchant(merchant_id=merchant_id, actor=caller(request), now=timezone.now())
        return Response(RegisteredOut(done).data)


class MerchantTillsView(ApiView):
    """Tills of a shop."""

    needs = {"POST": ""}

    @operation("addTill", TAG, asks=TillIn, answers=TillOut, status=201)
    def post(self, request: Request, merchant_id: int) -> Response:
        """One more till for the caller's own shop; a name it has already is that till."""
        made = add_till(merchant_id=merchant_id, actor=caller(request), **body(request, TillIn))
        return Response(TillOut(made).data, status=201)

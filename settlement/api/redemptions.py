"""The caller's own shop: what was redeemed, asking for more, what was paid."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import IDEMPOTENCY_KEY, idempotency_key
from currency.api.views import PROBLEMS, caller
from settlement import errors, queries
from settlement.api.serializers import RedemptionOut, ShopPayoutOut
from settlement.models import Payout, Redemption
from settlement.payees import shop_of
from settlement.services.redemptions import redeem
from tenants.people.models import Party


def own_shop(request: Request) -> Party:
    """The shop the caller owns. Raises NoShop."""
    shop = shop_of(caller(request))
    if shop is None:
        raise errors.NoShop
    return shop


class RedemptionsView(ListAPIView[Redemption]):
    """Redemptions of the caller's shop."""

    serializer_class = RedemptionOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Redemption]:
        """The shop's own, newest first; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Redemption.objects.none()
        return queries.redemptions_of(own_shop(self.request))

    @extend_schema(
        operation_id="listRedemptions", tags=["settlement"], responses=RedemptionOut(many=True)
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """What was redeemed, newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="redeem",
        tags=["settlement"],
        request=None,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: RedemptionOut, 403: PROBLEMS[404], **PROBLEMS},
    )
    def post(self, request: Request) -> Response:
        """Redeem everything that is old enough."""
        shop = own_shop(request)
        made = redeem(
            merchant=shop,
            actor=caller(request).party_id,
            now=timezone.now(),
            key=idempotency_key(request, "redeem"),
        )
        return Response(RedemptionOut(made).data, status=201)


@extend_schema(operation_id="listPayouts", tags=["settlement"])
class PayoutsView(ListAPIView[Payout]):
    """Payouts to the caller's shop, newest first."""

    serializer_class = ShopPayoutOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Payout]:
        """The shop's own; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Payout.objects.none()
        return queries.payouts_of(own_shop(self.request))

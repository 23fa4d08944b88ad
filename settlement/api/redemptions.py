"""The caller's own shop: its euros, what was redeemed, asking for more, what was paid."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, operation
from currency.api.permissions import caller
from settlement import errors, queries
from settlement.api.serializers import RedemptionOut, ShopEurosOut, ShopPayoutOut
from settlement.payees import shop_of
from settlement.services.redemptions import redeem
from tenants.people.models import Party

TAG: Final = "shop euros"


def own_shop(request: Request) -> Party:
    """The shop the caller owns. Raises NoShop."""
    shop = shop_of(caller(request))
    if shop is None:
        raise errors.NoShop
    return shop


class ShopEurosView(ApiView):
    """Where a shop stands."""

    needs = {"GET": ""}

    @operation("getShopEuros", TAG, answers=ShopEurosOut)
    def get(self, request: Request) -> Response:
        """What can be redeemed now, what still ages, what is on its way."""
        euros = queries.shop_euros(own_shop(request), timezone.now())
        return Response(ShopEurosOut(euros).data)


class RedemptionsView(ApiView):
    """Redemptions."""

    needs = {"GET": "", "POST": ""}

    @operation("listRedemptions", TAG, answers=RedemptionOut(many=True))
    def get(self, request: Request) -> Response:
        """What the caller's shop redeemed, newest first."""
        return self.page(request, queries.redemptions_of(own_shop(request)), RedemptionOut)

    @operation("redeem", TAG, answers=RedemptionOut, status=201, is_keyed=True)
    def post(self, request: Request) -> Response:
        """Redeem everything that is old enough: coins become a claim in euros, for good."""
        shop = own_shop(request)
        with once(request) as key:
            made = redeem(
                merchant=shop, actor=caller(request).party_id, now=timezone.now(), key=key
            )
        return Response(RedemptionOut(made).data, status=201)


class PayoutsView(ApiView):
    """Payouts."""

    needs = {"GET": ""}

    @operation("listPayouts", TAG, answers=ShopPayoutOut(many=True))
    def get(self, request: Request) -> Response:
        """Payouts to the caller's shop, newest first."""
        return self.page(request, queries.payouts_of(own_shop(request)), ShopPayoutOut)

"""The map in the API: spots of klussen and of shops; and lists of shops that are read in."""

from typing import Any, Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from marketplace import queries
from marketplace.finding.api.serializers import (
    CheckedShopsOut,
    KlusMapQuery,
    LetInOut,
    MerchantMapQuery,
    ShopListIn,
    ShopListOut,
    ShopListTextIn,
    SpotsOut,
)
from marketplace.finding.errors import BoxInvalid
from marketplace.finding.queries import spots
from marketplace.finding.shop_checks import checked_shops
from marketplace.finding.shop_lists import approve_shop_list, read_in_shops
from marketplace.queries import KlusFilter
from marketplace.rules.map_grid import Box, box_of

KLUSSEN: Final = "klussen"
SHOPS: Final = "shops"


class KlusMapView(ApiView):
    """Klussen on a map."""

    needs = {"GET": ""}

    @operation("mapKlussen", KLUSSEN, query=[KlusMapQuery], answers=SpotsOut)
    def get(self, request: Request) -> Response:
        """Open klussen in a piece of the map, near ones together as one spot."""
        asked = query(request, KlusMapQuery)
        box, zoom = _piece(asked)
        asked["neighbourhood_id"] = asked.pop("neighbourhood", None)
        found = queries.open_klussen(now=timezone.now(), narrow=KlusFilter(**asked))
        return Response(SpotsOut({"spots": spots(found.matching(), box, zoom)}).data)


class MerchantMapView(ApiView):
    """Shops on a map."""

    needs = {"GET": ""}

    @operation("mapMerchants", SHOPS, query=[MerchantMapQuery], answers=SpotsOut)
    def get(self, request: Request) -> Response:
        """Shops in a piece of the map, near ones together as one spot."""
        asked = query(request, MerchantMapQuery)
        box, zoom = _piece(asked)
        found = queries.merchants_found(**asked)
        return Response(SpotsOut({"spots": spots(found, box, zoom)}).data)


class CheckListView(ApiView):
    """A list of shops, looked at."""

    needs = {"POST": "approve-merchant"}

    @operation("checkShopList", SHOPS, asks=ShopListTextIn, answers=CheckedShopsOut)
    def post(self, request: Request) -> Response:
        """What a list would do: how many lines are right, and what is wrong. Nothing is written."""
        found = checked_shops(body(request, ShopListTextIn)["list"].encode())
        return Response(CheckedShopsOut(found).data)


class ShopListsView(ApiView):
    """Lists of shops."""

    needs = {"POST": "approve-merchant"}

    @operation(
        "readInShops", SHOPS, asks=ShopListIn, answers=ShopListOut, status=201, is_keyed=True
    )
    def post(self, request: Request) -> Response:
        """Read in all shops of a list; with one wrong line none of them."""
        told = body(request, ShopListIn)
        with once(request) as key:
            made = read_in_shops(
                key=key, name=told["name"], raw=told["list"].encode(), actor=caller(request),
                now=timezone.now(),
            )  # fmt: skip
        return Response(ShopListOut(made).data, status=201)


class ApproveListView(ApiView):
    """Letting a list in."""

    needs = {"POST": "approve-merchant"}

    @operation("approveShopList", SHOPS, answers=LetInOut)
    def post(self, request: Request, shop_list_id: int) -> Response:
        """A second person lets in the shops of a list that are ready. Twice is once."""
        approved, waiting = approve_shop_list(
            list_id=shop_list_id, actor=caller(request), now=timezone.now()
        )
        return Response(LetInOut({"approved": approved, "waiting": waiting}).data)


def _piece(asked: dict[str, Any]) -> tuple[Box, int]:
    """The box and the zoom out of what is asked. Raises BoxInvalid."""
    box = box_of(asked.pop("box"))
    if box is None:
        raise BoxInvalid
    return box, int(asked.pop("zoom"))

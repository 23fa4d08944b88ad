"""Deals and a shop's page: read by all, made by its owner, given at its till."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import WELCOME_KEY, once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace import queries as marketplace_queries
from marketplace.offers import queries
from marketplace.offers.api.serializers import ClaimIn, ClaimOut, DealIn, DealOut, PageOut
from marketplace.offers.services.claims import claim_deal
from marketplace.offers.services.deals import DealTerms, make_deal, stop_deal

TAG: Final = "offers"


class DealsView(ApiView):
    """Deals of today."""

    needs = {"GET": ""}

    @operation("listDeals", TAG, answers=DealOut(many=True))
    def get(self, request: Request) -> Response:
        """What shops give now and is not given out; the first to end first."""
        now = timezone.now()
        found = queries.running_deals(on=timezone.localdate(now), now=now)
        return self.page(request, found, DealOut)


class PageView(ApiView):
    """A shop's own page."""

    needs = {"GET": ""}

    @operation("getShopPage", TAG, answers=PageOut)
    def get(self, request: Request, merchant_id: int) -> Response:
        """What a shop where the coin is good tells of itself."""
        shop = marketplace_queries.merchant(merchant_id)
        return Response(PageOut(queries.page_of(shop.id)).data)


class TillDealsView(ApiView):
    """Deals of the shop of a till."""

    needs = {"GET": "", "POST": ""}

    @operation("listTillDeals", TAG, answers=DealOut(many=True))
    def get(self, request: Request, till_id: int) -> Response:
        """All deals of the shop, also those that are over; the last to end first."""
        till = marketplace_queries.till_of(caller(request), till_id)
        found = queries.deals_of(till.merchant_id, now=timezone.now())
        return self.page(request, found, DealOut)

    @operation("makeDeal", TAG, asks=DealIn, answers=DealOut, status=201, is_keyed=True)
    def post(self, request: Request, till_id: int) -> Response:
        """Make a deal; for the owner of the shop."""
        till, asked = marketplace_queries.till_of(caller(request), till_id), body(request, DealIn)
        now = timezone.now()
        with once(request) as key:
            made = make_deal(
                key=key, merchant_id=till.merchant_id, terms=DealTerms(**asked),
                actor=caller(request), now=now,
            )  # fmt: skip
        found = queries.deal_of(till.merchant_id, made.id, now=now)
        return Response(DealOut(found).data, status=201)


class StopDealView(ApiView):
    """Stopping a deal."""

    needs = {"POST": ""}

    @operation("stopDeal", TAG, asks=None, answers=DealOut, query=[WELCOME_KEY])
    def post(self, request: Request, till_id: int, deal_id: int) -> Response:
        """Give it no more; who pays right now may finish. For the owner. Twice is once."""
        till, now = marketplace_queries.till_of(caller(request), till_id), timezone.now()
        deal = queries.deal_of(till.merchant_id, deal_id, now=now)
        stop_deal(deal_id=deal.id, actor=caller(request), now=now)
        return Response(DealOut(queries.deal_of(till.merchant_id, deal.id, now=now)).data)


class ClaimView(ApiView):
    """Giving a deal."""

    needs = {"POST": ""}

    @operation("claimDeal", TAG, asks=ClaimIn, answers=ClaimOut, status=201, is_keyed=True)
    def post(self, request: Request, till_id: int, deal_id: int) -> Response:
        """Give a deal once: at once, or when the customer pays the request. Never one too many."""
        till, asked = marketplace_queries.till_of(caller(request), till_id), body(request, ClaimIn)
        with once(request) as key:
            made = claim_deal(
                key=key, deal_id=deal_id, till=till, actor=caller(request), now=timezone.now(),
                **asked,
            )  # fmt: skip
        told = {
            "deal": made.place.deal_id, "place": made.place.place,
            "request_id": made.request.id if made.request else None,
        }  # fmt: skip
        return Response(ClaimOut(told).data, status=201)

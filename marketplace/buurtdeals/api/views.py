"""Buurtdeals for programs: what holds, for all; what the desk does, for who organises."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace.buurtdeals import queries
from marketplace.buurtdeals.api.serializers import (
    BuurtdealIn,
    BuurtdealOut,
    DealKlusIn,
    DealKlusOut,
    DeskBuurtdealOut,
    HandOverIn,
    HandOverOut,
    ReviewIn,
    SignIn,
    told,
)
from marketplace.buurtdeals.services.deals import hand_over, review_deal, sign_deal, stop_deal
from marketplace.buurtdeals.services.drafts import add_deal_klus, change_deal, make_deal

TAG: Final = "buurtdeals"


class BuurtdealsView(ApiView):
    """Buurtdeals that hold, and making one."""

    needs = {"GET": "", "POST": "publish-klus"}

    @operation("listBuurtdeals", TAG, answers=BuurtdealOut(many=True))
    def get(self, request: Request) -> Response:
        """Buurtdeals that hold, by title."""
        return self.page(request, queries.running_deals(), BuurtdealOut)

    @operation(
        "makeBuurtdeal", TAG, asks=BuurtdealIn, answers=DeskBuurtdealOut, status=201, is_keyed=True
    )
    def post(self, request: Request) -> Response:
        """A draft; nothing of it holds until it is signed."""
        asked = told(body(request, BuurtdealIn))
        with once(request) as key:
            made = make_deal(key=key, actor=caller(request), now=timezone.now(), **asked)
        return Response(DeskBuurtdealOut(made).data, status=201)


class RegisterView(ApiView):
    """All buurtdeals, for who organises them."""

    needs = {"GET": "publish-klus"}

    @operation("listAllBuurtdeals", TAG, answers=DeskBuurtdealOut(many=True))
    def get(self, request: Request) -> Response:
        """All buurtdeals in whatever state, those that run first."""
        found = queries.deals_of_console().prefetch_related("materials", "klussen__pattern")
        return self.page(request, found, DeskBuurtdealOut)


class BuurtdealView(ApiView):
    """One buurtdeal."""

    needs = {"GET": "publish-klus", "PUT": "publish-klus"}

    @operation("getBuurtdeal", TAG, answers=DeskBuurtdealOut)
    def get(self, request: Request, buurtdeal_id: int) -> Response:
        """A buurtdeal with its material and klussen."""
        found = queries.deal_seen_by(caller(request), buurtdeal_id)
        return Response(DeskBuurtdealOut(found).data)

    @operation("changeBuurtdeal", TAG, asks=BuurtdealIn, answers=DeskBuurtdealOut)
    def put(self, request: Request, buurtdeal_id: int) -> Response:
        """Other words, days or material for a draft."""
        asked = told(body(request, BuurtdealIn))
        done = change_deal(deal_id=buurtdeal_id, actor=caller(request), **asked)
        return Response(DeskBuurtdealOut(done).data)


class KlussenView(ApiView):
    """The klussen of a draft."""

    needs = {"POST": "publish-klus"}

    @operation("addBuurtdealKlus", TAG, asks=DealKlusIn, answers=DealKlusOut, status=201)
    def post(self, request: Request, buurtdeal_id: int) -> Response:
        """A klus like this one comes back in the season, once the deal is signed."""
        asked = body(request, DealKlusIn)
        made = add_deal_klus(
            deal_id=buurtdeal_id, klus_id=asked.pop("klus"), actor=caller(request),
            now=timezone.now(), **asked,
        )  # fmt: skip
        return Response(DealKlusOut(made).data, status=201)


class SignView(ApiView):
    """Signing."""

    needs = {"POST": "sign-buurtdeal"}

    @operation("signBuurtdeal", TAG, asks=SignIn, answers=DeskBuurtdealOut)
    def post(self, request: Request, buurtdeal_id: int) -> Response:
        """Both sides signed: its klussen begin to come back. Twice is once."""
        done = sign_deal(
            deal_id=buurtdeal_id, actor=caller(request), now=timezone.now(), **body(request, SignIn)
        )
        return Response(DeskBuurtdealOut(done).data)


class StopView(ApiView):
    """Stopping."""

    needs = {"POST": "publish-klus"}

    @operation("stopBuurtdeal", TAG, answers=DeskBuurtdealOut)
    def post(self, request: Request, buurtdeal_id: int) -> Response:
        """It holds no longer; what is open stays. Twice is once."""
        done = stop_deal(deal_id=buurtdeal_id, actor=caller(request), now=timezone.now())
        return Response(DeskBuurtdealOut(done).data)


class ReviewView(ApiView):
    """Looking back."""

    needs = {"POST": "publish-klus"}

    @operation("reviewBuurtdeal", TAG, asks=ReviewIn, answers=DeskBuurtdealOut)
    def post(self, request: Request, buurtdeal_id: int) -> Response:
        """What both sides thought."""
        done = review_deal(
            deal_id=buurtdeal_id,
            actor=caller(request),
            now=timezone.now(),
            **body(request, ReviewIn),
        )
        return Response(DeskBuurtdealOut(done).data)


class HandOversView(ApiView):
    """The hand-overs of a deal."""

    needs = {"GET": "publish-klus"}

    @operation("listHandOvers", TAG, answers=HandOverOut(many=True))
    def get(self, request: Request, buurtdeal_id: int) -> Response:
        """The days on which material changes hands, soonest first."""
        found = queries.deal_seen_by(caller(request), buurtdeal_id).hand_overs
        return self.page(request, found.prefetch_related("lines__material"), HandOverOut)


class HandOverView(ApiView):
    """One hand-over."""

    needs = {"POST": "publish-klus"}

    @operation("giveMaterial", TAG, asks=HandOverIn, answers=HandOverOut)
    def post(self, request: Request, hand_over_id: int) -> Response:
        """Say what was given, of each thing. Twice keeps the first."""
        asked = body(request, HandOverIn)
        given = {one["line"]: one["number"] for one in asked["given"]}
        done = hand_over(
            hand_over_id=hand_over_id, given=given, note=asked["note"], actor=caller(request),
            now=timezone.now(),
        )  # fmt: skip
        return Response(HandOverOut(queries.hand_over(done.id)).data)

"""Lending: what there is, handing out, taking back."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from marketplace.klusbox.api.serializers import (
    ItemOut,
    LendOutIn,
    LoanOut,
    ReservationOut,
    TakeBackIn,
)
from marketplace.klusbox.queries import boxes, lending
from marketplace.klusbox.services.lending import hand_out, report_lost, take_back
from marketplace.klusbox.services.moving import PERMISSION

TAG: Final = "klusbox"


class ItemsView(ApiView):
    """What there is."""

    needs = {"GET": PERMISSION}

    @operation("listKlusboxItems", TAG, answers=ItemOut(many=True))
    def get(self, request: Request) -> Response:
        """Every thing there is or was, by number, and where it is."""
        return self.page(request, boxes.all_items(), ItemOut)


class HandOutView(ApiView):
    """Handing out."""

    needs = {"POST": PERMISSION}

    @operation("handOutReservation", TAG, asks=LendOutIn, answers=ReservationOut)
    def post(self, request: Request, reservation_id: int) -> Response:
        """Give these things out, all of them or none. Twice is once."""
        asked = body(request, LendOutIn)
        hand_out(
            reservation_id=reservation_id, item_ids=asked["items"], actor=caller(request),
            now=timezone.now(),
        )  # fmt: skip
        return Response(ReservationOut(lending.reservation(reservation_id)).data)


class TakeBackView(ApiView):
    """Taking back."""

    needs = {"POST": PERMISSION}

    @operation("takeBackLoan", TAG, asks=TakeBackIn, answers=LoanOut)
    def post(self, request: Request, loan_id: int) -> Response:
        """It came back whole or broken, or does not come back. Twice is once."""
        asked = body(request, TakeBackIn)
        told = {"loan_id": loan_id, "note": asked["note"], "actor": caller(request)}
        if asked["outcome"] == "lost":
            loan = report_lost(now=timezone.now(), **told)
        else:
            is_broken = asked["outcome"] == "broken"
            loan = take_back(is_broken=is_broken, now=timezone.now(), **told)
        return Response(LoanOut(loan).data)

"""Borrowing: boxes, what is free, setting aside, saying no, telling what is broken."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation, query
from currency.api.permissions import caller
from marketplace.klusbox.api.serializers import (
    KlusboxOut,
    LendNoteIn,
    LoanOut,
    OfferQuery,
    OffersOut,
    ReservationIn,
    ReservationOut,
)
from marketplace.klusbox.queries import boxes, lending
from marketplace.klusbox.queries.free import offers
from marketplace.klusbox.rules.periods import AHEAD, refuse_unless_period
from marketplace.klusbox.services.lending import report_broken
from marketplace.klusbox.services.reserving import cancel_reservation, reserve

TAG: Final = "klusbox"


class BoxesView(ApiView):
    """Where one can borrow."""

    needs = {"GET": ""}

    @operation("listKlusboxes", TAG, answers=KlusboxOut(many=True))
    def get(self, request: Request) -> Response:
        """The boxes that lend, by name."""
        return self.page(request, boxes.open_boxes(), KlusboxOut)


class OffersView(ApiView):
    """What is free."""

    needs = {"GET": ""}

    @operation("listOffersOfKlusbox", TAG, query=[OfferQuery], answers=OffersOut)
    def get(self, request: Request, box_id: int) -> Response:
        """How many of each kind a box has, and how many are free in the time that is asked."""
        box, now = boxes.box_seen_by(caller(request), box_id), timezone.now()
        asked = query(request, OfferQuery)
        refuse_unless_period(**asked, now=now, longest_days=AHEAD.days)
        return Response(OffersOut({"offers": offers(box, now=now, **asked)}).data)


class ReserveView(ApiView):
    """Setting aside."""

    needs = {"POST": ""}

    @operation(
        "reserveFromKlusbox", TAG, asks=ReservationIn, answers=ReservationOut, status=201,
        is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request, box_id: int) -> Response:
        """Set things aside for the caller: all of them, or none (`not-enough-free`)."""
        asked = body(request, ReservationIn)
        wanted: dict[int, int] = {}
        for one in asked.pop("wanted"):
            wanted[one["kind"]] = wanted.get(one["kind"], 0) + one["count"]
        with once(request) as key:
            made = reserve(
                key=key, box_id=box_id, wanted=wanted, person=caller(request),
                now=timezone.now(), **asked,
            )  # fmt: skip
        return Response(ReservationOut(lending.reservation(made.id)).data, status=201)


class ReservationsView(ApiView):
    """What the caller borrows."""

    needs = {"GET": ""}

    @operation("listReservations", TAG, answers=ReservationOut(many=True))
    def get(self, request: Request) -> Response:
        """The caller's own reservations that are not over, soonest first."""
        found = lending.reservations_of(caller(request), is_over=False)
        return self.page(request, found, ReservationOut)


class ReservationView(ApiView):
    """One reservation."""

    needs = {"GET": ""}

    @operation("getReservation", TAG, answers=ReservationOut)
    def get(self, request: Request, reservation_id: int) -> Response:
        """The caller's own, or for who lends anybody's."""
        found = lending.reservation_seen_by(caller(request), reservation_id)
        return Response(ReservationOut(found).data)


class CancelView(ApiView):
    """Saying no."""

    needs = {"POST": ""}

    @operation("cancelReservation", TAG, answers=ReservationOut)
    def post(self, request: Request, reservation_id: int) -> Response:
        """What was not fetched is free again. Twice is once."""
        found = lending.reservation_seen_by(caller(request), reservation_id)
        cancel_reservation(reservation_id=found.id, actor=caller(request), now=timezone.now())
        return Response(ReservationOut(lending.reservation(found.id)).data)


class BrokenView(ApiView):
    """Something is broken."""

    needs = {"POST": ""}

    @operation("reportBrokenLoan", TAG, asks=LendNoteIn, answers=LoanOut)
    def post(self, request: Request, loan_id: int) -> Response:
        """Tell what is wrong with a thing the caller has."""
        own = lending.own_loan(caller(request), loan_id)
        note = body(request, LendNoteIn)["note"]
        loan = report_broken(loan_id=own.id, person=caller(request), note=note, now=timezone.now())
        return Response(LoanOut(loan).data)

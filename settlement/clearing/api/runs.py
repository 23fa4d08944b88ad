"""Clearing runs for the coordinator's own systems: open, look, propose, call off."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.idempotency import own_key
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from settlement.clearing import run_queries
from settlement.clearing.api.regions import region_of
from settlement.clearing.api.run_serializers import (
    ClearingPaymentOut,
    ClearingRunIn,
    ClearingRunOut,
    ClearingRunWithLinesOut,
    LeftOutOut,
    ObligationOut,
)
from settlement.clearing.models import ClearingRun
from settlement.clearing.services.runs import cancel_run, open_run, propose_run

TAG: Final = "clearing"


class RunsView(ApiView):
    """Clearing runs."""

    needs = {"GET": "see-positions", "POST": "run-clearing"}

    @operation("listClearingRuns", TAG, answers=ClearingRunOut(many=True))
    def get(self, request: Request) -> Response:
        """The region's runs, newest first."""
        return self.page(request, run_queries.runs_of(region_of(request)), ClearingRunOut)

    @operation(
        "openClearingRun", TAG,
        asks=ClearingRunIn, answers=ClearingRunOut, status=201, is_keyed=True,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A draft of all that was paid between the towns up to a moment; it books nothing."""
        made = open_run(
            region=region_of(request),
            key=own_key(request),
            by=caller(request),
            now=timezone.now(),
            **body(request, ClearingRunIn),
        )
        return Response(ClearingRunOut(made).data, status=201)


class RunView(ApiView):
    """One clearing run."""

    needs = {"GET": "see-positions"}

    @operation("getClearingRun", TAG, answers=ClearingRunWithLinesOut)
    def get(self, request: Request, run_id: int) -> Response:
        """A run with what was owed, what is paid, and which pairs stay out."""
        run = run_queries.run_of(region_of(request), run_id)
        lines = {
            "obligations": ObligationOut(run_queries.obligations_of(run), many=True).data,
            "payments": ClearingPaymentOut(run_queries.payments_of(run), many=True).data,
            "left_out": LeftOutOut(run_queries.left_out_of(run), many=True).data,
        }
        return Response({**ClearingRunOut(run).data, **lines})


class ProposeView(ApiView):
    """Putting a run before the towns."""

    needs = {"POST": "run-clearing"}

    @operation("proposeClearingRun", TAG, answers=ClearingRunOut)
    def post(self, request: Request, run_id: int) -> Response:
        """Put a draft before the towns that will pay. Twice is once.

        Where nothing is left to pay it is booked at once.
        """
        return _done(propose_run, request, run_id)


class CancelView(ApiView):
    """Calling a run off."""

    needs = {"POST": "run-clearing"}

    @operation("cancelClearingRun", TAG, answers=ClearingRunOut)
    def post(self, request: Request, run_id: int) -> Response:
        """Call a run off before it is booked: its payments count anew. Twice is once."""
        return _done(cancel_run, request, run_id)


def _done(command: Callable[..., ClearingRun], request: Request, run_id: int) -> Response:
    done = command(run_id=run_id, region=region_of(request), by=caller(request), now=timezone.now())
    return Response(ClearingRunOut(done).data)

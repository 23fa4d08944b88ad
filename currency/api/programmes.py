"""Budgets of coins, issuing coins into them, and the euros set aside for all coins."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency import queries
from currency.api.idempotency import once
from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from currency.api.serializers import (
    CoverOut,
    FundingIn,
    FundingOut,
    ProgrammeIn,
    ProgrammeOut,
    ProgrammesOut,
)
from currency.queries import Budget
from currency.services.programmes import create_programme, fund_programme
from tenants.errors import NotFound

TAG: Final = "programmes"


class ProgrammesView(ApiView):
    """Budgets."""

    needs = {"GET": "see-programmes", "POST": "fund-programme"}

    @operation("listProgrammes", TAG, answers=ProgrammesOut)
    def get(self, request: Request) -> Response:
        """Every budget with its figures, by name."""
        return Response(ProgrammesOut({"programmes": queries.budgets()}).data)

    @operation("createProgramme", TAG, asks=ProgrammeIn, answers=ProgrammeOut, status=201)
    def post(self, request: Request) -> Response:
        """A new budget, still without coins. The same budget again answers the one there is."""
        made = create_programme(actor=caller(request).party_id, **body(request, ProgrammeIn))
        return Response(ProgrammeOut(budget(made.id)).data, status=201)


class ProgrammeView(ApiView):
    """One budget."""

    needs = {"GET": "see-programmes"}

    @operation("getProgramme", TAG, answers=ProgrammeOut)
    def get(self, request: Request, programme_id: int) -> Response:
        """A budget with its figures."""
        return Response(ProgrammeOut(budget(programme_id)).data)


class FundView(ApiView):
    """Coins for a budget."""

    needs = {"POST": "fund-programme"}

    @operation("fundProgramme", TAG, asks=FundingIn, answers=FundingOut, status=201, is_keyed=True)
    def post(self, request: Request, programme_id: int) -> Response:
        """Issue coins into a budget, never more than the euros set aside allow."""
        asked, programme = body(request, FundingIn), budget(programme_id).programme
        with once(request) as key:
            transfer = fund_programme(
                key=key,
                programme=programme,
                amount=asked["amount"],
                actor=caller(request).party_id,
                at=timezone.now(),
            )
        told = {"transfer": transfer.id, "programme": budget(programme_id)}
        return Response(FundingOut(told).data, status=201)


class CoverView(ApiView):
    """The cover."""

    needs = {"GET": "see-programmes"}

    @operation("getCover", TAG, answers=CoverOut)
    def get(self, request: Request) -> Response:
        """Euros set aside against the coins that exist, and how many may still be issued."""
        return Response(CoverOut(queries.cover()).data)


def budget(programme_id: int) -> Budget:
    """A budget by its id. Raises NotFound."""
    for found in queries.budgets():
        if found.programme.id == programme_id:
            return found
    raise NotFound

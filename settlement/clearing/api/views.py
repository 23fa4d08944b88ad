"""The coordinator's own systems: positions of the region, its agreements, and the check."""

from typing import Final

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, body, operation
from currency.api.permissions import caller
from settlement.api.serializers import AgreementOut
from settlement.clearing import queries
from settlement.clearing.api.regions import region_of
from settlement.clearing.api.serializers import AgreementIn, CheckOut, PositionsOut
from tenants.errors import NotFound
from tenants.models import Region, Tenant
from tenants.queries import agreements_of_region
from tenants.services.agreements import propose_agreement

TAG: Final = "clearing"


class PositionsView(ApiView):
    """Who owes whom."""

    needs = {"GET": "see-positions"}

    @operation("listPositions", TAG, answers=PositionsOut)
    def get(self, request: Request) -> Response:
        """Every pair of tenants that has paid one another, and what one owes the other."""
        return Response(PositionsOut({"positions": queries.positions(region_of(request))}).data)


class CheckView(ApiView):
    """Whether the books agree."""

    needs = {"GET": "see-positions"}

    @operation("checkPositions", TAG, answers=CheckOut)
    def get(self, request: Request) -> Response:
        """Compare both books of every pair: a pair that differs is not to be cleared."""
        found = queries.positions(region_of(request))
        broken = [position for position in found if position.breaks]
        told = {"mirrors": not broken, "pairs": len(found), "broken": broken}
        return Response(CheckOut(told).data)


class AgreementsView(ApiView):
    """Agreements of the region."""

    needs = {"GET": "see-region", "POST": "propose-agreement"}

    @operation("listRegionAgreements", TAG, answers=AgreementOut(many=True))
    def get(self, request: Request) -> Response:
        """All agreements of the region, by name."""
        return self.page(request, agreements_of_region(region_of(request)), AgreementOut)

    @operation("proposeAgreement", TAG, asks=AgreementIn, answers=AgreementOut, status=201)
    def post(self, request: Request) -> Response:
        """Put an agreement before two tenants.

        The same terms again, while open, answer the same proposal.
        """
        region, terms = region_of(request), body(request, AgreementIn)
        terms["rate"] = (terms.pop("rate_numerator"), terms.pop("rate_denominator"))
        for side in ("issuer", "acceptor"):
            terms[side] = _tenant(region, terms[side])
        made = propose_agreement(
            region=region, actor=caller(request).party_id, now=timezone.now(), **terms
        )
        return Response(AgreementOut(made).data, status=201)


class AgreementView(ApiView):
    """One agreement."""

    needs = {"GET": "see-region"}

    @operation("getRegionAgreement", TAG, answers=AgreementOut)
    def get(self, request: Request, agreement_id: int) -> Response:
        """One agreement of the region, with who said yes."""
        found = agreements_of_region(region_of(request)).filter(id=agreement_id).first()
        if found is None:
            raise NotFound
        return Response(AgreementOut(found).data)


def _tenant(region: Region, schema_name: str) -> Tenant:
    for tenant in queries.tenants_of(region):
        if tenant.schema_name == schema_name:
            return tenant
    raise NotFound

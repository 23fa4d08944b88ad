"""The coordinator's own systems: positions of the region, and its agreements."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from settlement.api.payouts import REFUSED
from settlement.api.serializers import AgreementOut
from settlement.clearing import queries
from settlement.clearing.api.serializers import AgreementIn, PositionsOut
from tenants.errors import NotFound
from tenants.models import Agreement, Region, Tenant
from tenants.queries import agreements_of_region
from tenants.services.agreements import propose_agreement
from tenants.web.region_views import asker


class PositionsView(APIView):
    """Who owes whom."""

    @extend_schema(
        operation_id="listPositions",
        tags=["clearing"],
        responses={200: PositionsOut, **REFUSED},
    )
    def get(self, request: Request) -> Response:
        """Every pair of tenants that has paid one another."""
        region, _person = asker(_plain(request), "see-positions")
        return Response(PositionsOut({"positions": queries.positions(region)}).data)


class AgreementsView(ListAPIView[Agreement]):
    """Agreements of the region."""

    serializer_class = AgreementOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Agreement]:
        """All of them, by name; nothing while the description is being made."""
        if getattr(self, "swagger_fake_view", False):
            return Agreement.objects.none()
        region, _person = asker(_plain(self.request), "see-region")
        return agreements_of_region(region)

    @extend_schema(operation_id="listRegionAgreements", tags=["clearing"])
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """All of them, by name."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="proposeAgreement",
        tags=["clearing"],
        request=AgreementIn,
        responses={201: AgreementOut, **REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Propose; the same terms again, while open, answer the same proposal."""
        region, person = asker(_plain(request), "propose-agreement")
        asked = AgreementIn(data=request.data)
        asked.is_valid(raise_exception=True)
        terms: dict[str, Any] = dict(asked.validated_data)
        terms["rate"] = (terms.pop("rate_numerator"), terms.pop("rate_denominator"))
        for side in ("issuer", "acceptor"):
            terms[side] = _tenant(region, terms[side])
        made = propose_agreement(region=region, actor=person.party_id, now=timezone.now(), **terms)
        return Response(AgreementOut(made).data, status=201)


def _tenant(region: Region, schema_name: str) -> Tenant:
    for tenant in queries.tenants_of(region):
        if tenant.schema_name == schema_name:
            return tenant
    raise NotFound


def _plain(request: Request) -> Any:
    """DRF's request answers `user` and `domain` as Django's does."""
    return request

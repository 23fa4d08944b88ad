"""The face itself: whose API this is, told to anybody; and who the caller is here."""

from typing import Final

from django.conf import settings
from django.utils.timezone import localdate
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from currency.api.operations import ApiView, operation
from currency.api.permissions import caller
from heitje.api.root_serializers import MeOut, NeighbourhoodsOut, RegionOut, TenantOut
from settlement.clearing.api.regions import region_of
from settlement.clearing.queries import tenants_of
from tenants.people.queries import neighbourhoods
from tenants.queries import acceptors_of, current_tenant, issuers_accepted_by

TAG: Final = "about"


class TenantView(ApiView):
    """Whose API this is."""

    permission_classes = [AllowAny]

    @operation("getTenant", TAG, answers=TenantOut)
    def get(self, request: Request) -> Response:
        """The municipality: its coin, colours and languages, and where its coins are good."""
        tenant, today = current_tenant(), localdate()
        told = {
            "tenant": tenant,
            "languages": _languages(),
            "good_in": acceptors_of(tenant, on=today),
            "accepts": issuers_accepted_by(tenant, on=today),
        }
        return Response(TenantOut(told).data)


class RegionView(ApiView):
    """Whose API this is."""

    permission_classes = [AllowAny]

    @operation("getRegion", TAG, answers=RegionOut)
    def get(self, request: Request) -> Response:
        """The region, and the municipalities in it."""
        region = region_of(request)
        told = {"region": region, "languages": _languages(), "tenants": tenants_of(region)}
        return Response(RegionOut(told).data)


class MeView(ApiView):
    """Who the caller is."""

    needs = {"GET": ""}

    @operation("getMe", TAG, answers=MeOut)
    def get(self, request: Request) -> Response:
        """The caller's name and language, and what they may do here."""
        person = caller(request)
        return Response(MeOut({"person": person, "permissions": sorted(person.permissions)}).data)


class NeighbourhoodsView(ApiView):
    """Parts of town."""

    needs = {"GET": ""}

    @operation("listNeighbourhoods", TAG, answers=NeighbourhoodsOut)
    def get(self, request: Request) -> Response:
        """All neighbourhoods, by name."""
        return Response(NeighbourhoodsOut({"neighbourhoods": neighbourhoods()}).data)


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]

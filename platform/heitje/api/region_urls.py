"""/api/v1/ on a coordinator's host."""

from django.urls import include, path

from heitje.api import reference, root

urlpatterns = [
    path("", root.RegionView.as_view(), name="api-region"),
    path("me", root.MeView.as_view(), name="api-me"),
    path("openapi.json", reference.OpenApiView.as_view(), name="openapi"),
    path("docs/", reference.reference, name="api-reference"),
    path("", include("settlement.clearing.api.urls")),
]

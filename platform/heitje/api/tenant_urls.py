"""/api/v1/ on a tenant's host: what each room offers, and its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("", include("currency.api.urls")),
    path("", include("marketplace.api.urls")),
    path("", include("settlement.api.urls")),
]

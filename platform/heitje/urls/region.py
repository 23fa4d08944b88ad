"""A coordinator's host."""

from django.urls import include, path

from heitje.urls.common import common_patterns, heitje_patterns

urlpatterns = [
    path("", include("settlement.clearing.web.urls")),
    path("", include("tenants.web.region_urls")),
    path("", include((heitje_patterns, "heitje"))),
    path("api/v1/", include("heitje.api.region_urls")),
    *common_patterns,
]

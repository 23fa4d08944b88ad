"""A coordinator's host."""

from django.urls import include, path

from heitje.urls.common import common_patterns, heitje_patterns

handler400 = "heitje.api.problems.bad_request"
handler500 = "heitje.api.problems.server_error"
urlpatterns = [
    path("", include("settlement.clearing.web.urls")),
    path("", include("tenants.web.region_urls")),
    path("", include((heitje_patterns, "heitje"))),
    path("api/v1/", include("heitje.api.region_urls")),
    path("_allauth/", include("allauth.headless.urls")),
    *common_patterns,
]

"""A tenant's host: residents, shops and the municipality's console."""

from django.urls import include, path

from heitje.pages import embedded_shops, privacy
from heitje.pages.profile import profile
from heitje.urls.common import common_patterns, heitje_patterns

handler400 = "heitje.api.problems.bad_request"
handler500 = "heitje.api.problems.server_error"
own_patterns = [
    path("mijn/", profile, name="profile"),
    path("inbed/winkels/", embedded_shops.shops, name="embedded-shops"),
    path("privacy/", privacy.statement, name="privacy"),
    path("privacy/register.csv", privacy.register, name="processing-register"),
]
urlpatterns = [
    path("", include("marketplace.web.urls")),
    path("", include("marketplace.offers.web.urls")),
    path("", include("marketplace.klusbox.web.urls")),
    path("", include("marketplace.organisations.web.urls")),
    path("", include("currency.web.urls")),
    path("", include("settlement.web.urls")),
    path("", include("tenants.web.urls")),
    path("", include("tenants.messages.web.urls")),
    path("", include(([*own_patterns, *heitje_patterns], "heitje"))),
    path("api/v1/", include("heitje.api.tenant_urls")),
    path("_allauth/", include("allauth.headless.urls")),
    *common_patterns,
]

"""Pages of organisations: their own, and the municipality's."""

from django.urls import path

from marketplace.organisations.web import desk, own

app_name = "organisations"

ONE = "beheer/organisaties/<int:organisation_id>/"

urlpatterns = [
    path("organisaties/", own.organisations, name="organisations"),
    path("organisaties/meedoen/", own.apply, name="apply"),
    path("organisaties/<int:organisation_id>/", own.organisation, name="organisation"),
    path(
        "organisaties/<int:organisation_id>/wie/<int:seat_id>/weg/", own.farewell, name="farewell"
    ),
    path("beheer/organisaties/", desk.organisations, name="console-organisations"),
    path(ONE, desk.organisation, name="console-organisation"),
    path(f"{ONE}goed/", desk.approve, name="console-approve"),
    path(f"{ONE}af/", desk.end, {"choice": "af"}, name="console-decline"),
    path(f"{ONE}stop/", desk.end, {"choice": "stop"}, name="console-stop"),
]

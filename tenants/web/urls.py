"""Agreement pages and a resident's household, on a tenant's host."""

from django.urls import path

from tenants.web import households, views

app_name = "tenants"

urlpatterns = [
    path("mijn/huishouden/", households.household, name="household"),
    path("mijn/huishouden/maak/", households.start, name="household-start"),
    path("mijn/huishouden/meedoen/", households.join, name="household-join"),
    path("mijn/huishouden/code/", households.renew, name="household-renew"),
    path("mijn/huishouden/weg/", households.leave, name="household-leave"),
    path("beheer/overeenkomsten/", views.agreements, name="agreements"),
    path("beheer/overeenkomsten/<int:agreement_id>/", views.agreement, name="agreement"),
    path(
        "beheer/overeenkomsten/<int:agreement_id>/akkoord/",
        views.approve,
        name="approve-agreement",
    ),
    path(
        "beheer/overeenkomsten/<int:agreement_id>/afwijzen/",
        views.decline,
        name="decline-agreement",
    ),
    path(
        "beheer/overeenkomsten/<int:agreement_id>/stilleggen/",
        views.suspend,
        name="suspend-agreement",
    ),
]

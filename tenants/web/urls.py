"""Agreement pages on a tenant's host."""

from django.urls import path

from tenants.web import views

app_name = "tenants"

urlpatterns = [
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

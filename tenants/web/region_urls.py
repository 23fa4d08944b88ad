"""Agreement pages on a coordinator's host."""

from django.urls import path

from tenants.web import region_views

app_name = "tenants"

urlpatterns = [
    path("overeenkomsten/", region_views.agreements, name="region-agreements"),
    path("overeenkomsten/nieuw/", region_views.propose, name="propose-agreement"),
    path("overeenkomsten/<int:agreement_id>/", region_views.agreement, name="region-agreement"),
]

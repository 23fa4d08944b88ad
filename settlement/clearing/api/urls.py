"""Clearing in /api/v1/ on a coordinator's host."""

from django.urls import path

from settlement.clearing.api import views

urlpatterns = [
    path("positions", views.PositionsView.as_view(), name="api-positions"),
    path("check", views.CheckView.as_view(), name="api-check"),
    path("agreements", views.AgreementsView.as_view(), name="api-region-agreements"),
    path(
        "agreements/<int:agreement_id>",
        views.AgreementView.as_view(),
        name="api-region-agreement",
    ),
]

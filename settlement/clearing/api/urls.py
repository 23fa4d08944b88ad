"""Clearing in /api/v1/ on a coordinator's host."""

from django.urls import path

from settlement.clearing.api import views

urlpatterns = [
    path("positions", views.PositionsView.as_view(), name="api-positions"),
    path("agreements", views.AgreementsView.as_view(), name="api-region-agreements"),
]

"""Clearing in /api/v1/ on a coordinator's host."""

from typing import Final

from django.urls import path

from settlement.clearing.api import runs, views

RUN: Final = "clearing-runs/<int:run_id>"

urlpatterns = [
    path("positions", views.PositionsView.as_view(), name="api-positions"),
    path("check", views.CheckView.as_view(), name="api-check"),
    path("agreements", views.AgreementsView.as_view(), name="api-region-agreements"),
    path(
        "agreements/<int:agreement_id>",
        views.AgreementView.as_view(),
        name="api-region-agreement",
    ),
    path("clearing-runs", runs.RunsView.as_view(), name="api-clearing-runs"),
    path(RUN, runs.RunView.as_view(), name="api-clearing-run"),
    path(f"{RUN}/propose", runs.ProposeView.as_view(), name="api-propose-clearing-run"),
    path(f"{RUN}/cancel", runs.CancelView.as_view(), name="api-cancel-clearing-run"),
]

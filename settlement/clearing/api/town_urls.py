"""Clearing in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from settlement.clearing.api import towns

PAYMENT: Final = "clearing-payments/<uuid:payment_id>"

urlpatterns = [
    path("clearing-payments", towns.PaymentsView.as_view(), name="api-clearing-payments"),
    path(f"{PAYMENT}/pay", towns.PayView.as_view(), name="api-clearing-pay"),
    path(f"{PAYMENT}/confirm", towns.ConfirmView.as_view(), name="api-clearing-confirm"),
    path(f"{PAYMENT}/deny", towns.DenyView.as_view(), name="api-clearing-deny"),
    path(
        "clearing-runs/<int:run_id>/approve",
        towns.ApproveView.as_view(),
        name="api-approve-clearing-run",
    ),
]

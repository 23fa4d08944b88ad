"""Settlement in /api/v1/ on a tenant's host."""

from django.urls import path

from settlement.api import agreements, payouts, redemptions

urlpatterns = [
    path("redemptions", redemptions.RedemptionsView.as_view(), name="api-redemptions"),
    path("payouts", redemptions.PayoutsView.as_view(), name="api-payouts"),
    path("payout-batches", payouts.BatchesView.as_view(), name="api-batches"),
    path("payout-batches/<int:batch_id>", payouts.BatchView.as_view(), name="api-batch"),
    path("payout-batches/<int:batch_id>/seal", payouts.SealView.as_view(), name="api-seal"),
    path(
        "payout-batches/<int:batch_id>/release", payouts.ReleaseView.as_view(), name="api-release"
    ),
    path("payout-batches/<int:batch_id>/file", payouts.FileView.as_view(), name="api-batch-file"),
    path("bank-files", payouts.BankFilesView.as_view(), name="api-bank-files"),
    path("agreements", agreements.AgreementsView.as_view(), name="api-agreements"),
    path(
        "agreements/<int:agreement_id>/approve",
        agreements.ApproveView.as_view(),
        name="api-approve-agreement",
    ),
    path(
        "agreements/<int:agreement_id>/decline",
        agreements.DeclineView.as_view(),
        name="api-decline-agreement",
    ),
    path(
        "agreements/<int:agreement_id>/suspend",
        agreements.SuspendView.as_view(),
        name="api-suspend-agreement",
    ),
]

"""Settlement in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from settlement.api import agreements, bank, payouts, redemptions

BATCH: Final = "payout-batches/<int:batch_id>"
ENTRY: Final = "bank-entries/<int:entry_id>"
AGREEMENT: Final = "agreements/<int:agreement_id>"

urlpatterns = [
    path("shop-euros", redemptions.ShopEurosView.as_view(), name="api-shop-euros"),
    path("redemptions", redemptions.RedemptionsView.as_view(), name="api-redemptions"),
    path("payouts", redemptions.PayoutsView.as_view(), name="api-payouts"),
    path("payables", payouts.PayablesView.as_view(), name="api-payables"),
    path("payout-batches", payouts.BatchesView.as_view(), name="api-batches"),
    path(BATCH, payouts.BatchView.as_view(), name="api-batch"),
    path(f"{BATCH}/seal", payouts.SealView.as_view(), name="api-seal"),
    path(f"{BATCH}/release", payouts.ReleaseView.as_view(), name="api-release"),
    path(f"{BATCH}/deliver", payouts.DeliverView.as_view(), name="api-deliver"),
    path(f"{BATCH}/cancel", payouts.CancelView.as_view(), name="api-cancel-batch"),
    path(f"{BATCH}/file", payouts.FileView.as_view(), name="api-batch-file"),
    path(
        "payout-lines/<uuid:payout_id>/leave-out",
        payouts.LeaveOutView.as_view(),
        name="api-leave-out",
    ),
    path("bank-files", bank.BankFilesView.as_view(), name="api-bank-files"),
    path("bank-entries", bank.BankEntriesView.as_view(), name="api-bank-entries"),
    path(f"{ENTRY}/book", bank.BookView.as_view(), name="api-book-entry"),
    path(f"{ENTRY}/ignore", bank.IgnoreView.as_view(), name="api-ignore-entry"),
    path("bank-account", bank.BankAccountView.as_view(), name="api-bank-account"),
    path("cover/deposit", bank.DepositView.as_view(), name="api-deposit-cover"),
    path("agreements", agreements.AgreementsView.as_view(), name="api-agreements"),
    path(f"{AGREEMENT}/approve", agreements.ApproveView.as_view(), name="api-approve-agreement"),
    path(f"{AGREEMENT}/decline", agreements.DeclineView.as_view(), name="api-decline-agreement"),
    path(f"{AGREEMENT}/suspend", agreements.SuspendView.as_view(), name="api-suspend-agreement"),
]

"""Shops as partners in /api/v1/."""

from typing import Final

from django.urls import path

from marketplace.api import partners

MERCHANT: Final = "merchants/<int:merchant_id>"
CHANGE: Final = "account-changes/<int:change_id>"

PARTNERS = [
    path(f"{MERCHANT}/place", partners.PlaceView.as_view(), name="api-shop-place"),
    path(f"{MERCHANT}/branches", partners.BranchesView.as_view(), name="api-branches"),
    path(f"{MERCHANT}/branches/<int:branch_id>", partners.BranchView.as_view(), name="api-branch"),
    path(f"{MERCHANT}/tills/<int:till_id>", partners.TillView.as_view(), name="api-change-till"),
    path(f"{MERCHANT}/pause", partners.PauseView.as_view(), name="api-pause-merchant"),
    path(f"{MERCHANT}/resume", partners.ResumeView.as_view(), name="api-resume-merchant"),
    path(f"{MERCHANT}/category", partners.CategoryView.as_view(), name="api-categorise-merchant"),
    path(f"{MERCHANT}/staff", partners.StaffView.as_view(), name="api-shop-staff"),
    path(f"{MERCHANT}/invitations", partners.InvitationsView.as_view(), name="api-invitations"),
    path(
        f"{MERCHANT}/account-changes",
        partners.AccountChangesView.as_view(),
        name="api-account-changes",
    ),
    path(f"{MERCHANT}/terms", partners.AcceptTermsView.as_view(), name="api-accept-shop-terms"),
    path("account-changes", partners.WaitingChangesView.as_view(), name="api-waiting-changes"),
    path(
        f"{CHANGE}/approve", partners.ApproveChangeView.as_view(), name="api-approve-account-change"
    ),
    path(
        f"{CHANGE}/decline", partners.DeclineChangeView.as_view(), name="api-decline-account-change"
    ),
    path(
        f"{CHANGE}/withdraw",
        partners.WithdrawChangeView.as_view(),
        name="api-withdraw-account-change",
    ),
    path("shop-terms", partners.TermsView.as_view(), name="api-shop-terms"),
]

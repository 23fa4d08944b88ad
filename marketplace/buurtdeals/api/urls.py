"""Buurtdeals in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from marketplace.buurtdeals.api import views

DEAL: Final = "buurtdeals/<int:buurtdeal_id>"
BUURTDEALS = [
    path("buurtdeals", views.BuurtdealsView.as_view(), name="api-buurtdeals"),
    path("buurtdeals/register", views.RegisterView.as_view(), name="api-buurtdeals-register"),
    path(DEAL, views.BuurtdealView.as_view(), name="api-buurtdeal"),
    path(f"{DEAL}/klussen", views.KlussenView.as_view(), name="api-buurtdeal-klussen"),
    path(f"{DEAL}/sign", views.SignView.as_view(), name="api-sign-buurtdeal"),
    path(f"{DEAL}/stop", views.StopView.as_view(), name="api-stop-buurtdeal"),
    path(f"{DEAL}/review", views.ReviewView.as_view(), name="api-review-buurtdeal"),
    path(f"{DEAL}/hand-overs", views.HandOversView.as_view(), name="api-hand-overs"),
    path("hand-overs/<int:hand_over_id>", views.HandOverView.as_view(), name="api-hand-over"),
]

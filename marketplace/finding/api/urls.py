"""Paths of finding in /api/v1/; they stand among the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.finding.api import views

FINDING: Final = [
    path("klussen/map", views.KlusMapView.as_view(), name="api-klussen-map"),
    path("merchants/map", views.MerchantMapView.as_view(), name="api-merchants-map"),
    path("merchants/lists", views.ShopListsView.as_view(), name="api-shop-lists"),
    path("merchants/lists/check", views.CheckListView.as_view(), name="api-check-shop-list"),
    path(
        "merchants/lists/<int:shop_list_id>/approve",
        views.ApproveListView.as_view(),
        name="api-approve-shop-list",
    ),
]

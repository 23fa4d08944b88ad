"""What shops offer in /api/v1/ on a tenant's host."""

from django.urls import path

from marketplace.offers.api import views

urlpatterns = [
    path("deals", views.DealsView.as_view(), name="api-deals"),
    path("merchants/<int:merchant_id>/page", views.PageView.as_view(), name="api-shop-page"),
    path("tills/<int:till_id>/deals", views.TillDealsView.as_view(), name="api-till-deals"),
    path(
        "tills/<int:till_id>/deals/<int:deal_id>/stop",
        views.StopDealView.as_view(),
        name="api-stop-deal",
    ),
    path(
        "tills/<int:till_id>/deals/<int:deal_id>/claims",
        views.ClaimView.as_view(),
        name="api-claim-deal",
    ),
]

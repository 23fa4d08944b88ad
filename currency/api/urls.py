"""The currency in /api/v1/ on a tenant's host."""

from django.urls import path

from currency.api import views

urlpatterns = [
    path("balance", views.BalanceView.as_view(), name="api-balance"),
    path("entries", views.EntriesView.as_view(), name="api-entries"),
    path("payment-requests/<str:code>", views.PaymentRequestView.as_view(), name="api-request"),
    path("payment-requests/<str:code>/payment", views.PaymentView.as_view(), name="api-payment"),
    path("rules", views.RulesView.as_view(), name="api-rules"),
]

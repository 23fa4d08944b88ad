"""The marketplace in /api/v1/ on a tenant's host."""

from django.urls import path

from marketplace.api import approvals, klussen, shops

urlpatterns = [
    path("klussen", klussen.KlussenView.as_view(), name="api-klussen"),
    path("klussen/<int:klus_id>", klussen.KlusView.as_view(), name="api-klus"),
    path(
        "klussen/<int:klus_id>/publication",
        klussen.PublicationView.as_view(),
        name="api-klus-publication",
    ),
    path("slots/<int:slot_id>/sign-up", klussen.PlaceView.as_view(), name="api-sign-up"),
    path("sign-ups", klussen.SignUpsView.as_view(), name="api-sign-ups"),
    path("sign-ups/<int:sign_up_id>/check-in", klussen.CheckInView.as_view(), name="api-check-in"),
    path(
        "sign-ups/<int:sign_up_id>/cancellation",
        klussen.CancellationView.as_view(),
        name="api-sign-up-cancellation",
    ),
    path("sign-ups/<int:sign_up_id>/proof", klussen.ProofView.as_view(), name="api-proof"),
    path("proofs/waiting", approvals.WaitingView.as_view(), name="api-waiting"),
    path(
        "sign-ups/<int:sign_up_id>/approval", approvals.ApprovalView.as_view(), name="api-approval"
    ),
    path(
        "sign-ups/<int:sign_up_id>/question", approvals.QuestionView.as_view(), name="api-question"
    ),
    path(
        "sign-ups/<int:sign_up_id>/rejection",
        approvals.RejectionView.as_view(),
        name="api-rejection",
    ),
    path("merchants", shops.MerchantsView.as_view(), name="api-merchants"),
    path("tills", shops.TillsView.as_view(), name="api-tills"),
    path(
        "tills/<int:till_id>/payment-requests",
        shops.PaymentRequestsView.as_view(),
        name="api-till-requests",
    ),
    path(
        "tills/<int:till_id>/payment-requests/<uuid:request_id>",
        shops.PaymentRequestView.as_view(),
        name="api-till-request",
    ),
    path(
        "tills/<int:till_id>/payment-requests/<uuid:request_id>/cancellation",
        shops.StopView.as_view(),
        name="api-till-request-cancellation",
    ),
]

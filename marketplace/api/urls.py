"""The marketplace in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from marketplace.api import (
    approvals,
    cards,
    contributions,
    disputes,
    klussen,
    shops,
    sign_ups,
    till_requests,
    tills,
)
from marketplace.api.life_urls import LIFE
from marketplace.api.partner_urls import PARTNERS
from marketplace.buurtdeals.api.urls import BUURTDEALS
from marketplace.checking.api import urls as checking_urls
from marketplace.finding.api.urls import FINDING
from marketplace.planning.api.urls import PLANNING

KLUS: Final = "klussen/<int:klus_id>"
SIGN_UP: Final = "sign-ups/<int:sign_up_id>"
MERCHANT: Final = "merchants/<int:merchant_id>"
TILL: Final = "tills/<int:till_id>"
DISPUTE: Final = f"{TILL}/disputes/<int:dispute_id>"
CARD: Final = "cards/<int:card_id>"
REQUEST: Final = f"{TILL}/payment-requests/<uuid:request_id>"

urlpatterns = [
    path("cards", cards.CardsView.as_view(), name="api-cards"),
    path("cards/own", cards.OwnCardsView.as_view(), name="api-own-cards"),
    path(CARD, cards.CardView.as_view(), name="api-card"),
    path(f"{CARD}/block", cards.BlockView.as_view(), name="api-block-card"),
    path(f"{CARD}/replace", cards.ReplaceView.as_view(), name="api-replace-card"),
    path(f"{REQUEST}/card", cards.PayView.as_view(), name="api-pay-with-card"),
    *FINDING,
    *LIFE,
    *checking_urls.urlpatterns,
    path("klussen", klussen.KlussenView.as_view(), name="api-klussen"),
    path("klussen/register", klussen.RegisterView.as_view(), name="api-klussen-register"),
    path(KLUS, klussen.KlusView.as_view(), name="api-klus"),
    path(f"{KLUS}/sign-ups", klussen.ParticipantsView.as_view(), name="api-participants"),
    path(f"{KLUS}/publish", klussen.PublishView.as_view(), name="api-publish-klus"),
    path(f"{KLUS}/close", klussen.CloseView.as_view(), name="api-close-klus"),
    path(f"{KLUS}/cancel", klussen.CancelView.as_view(), name="api-cancel-klus"),
    path("slots/<int:slot_id>/sign-up", sign_ups.PlaceView.as_view(), name="api-sign-up"),
    path(
        "slots/<int:slot_id>/approve", approvals.ApproveSlotView.as_view(), name="api-approve-slot"
    ),
    path("organiser-budget", klussen.OrganiserBudgetView.as_view(), name="api-organiser-budget"),
    path("sign-ups", sign_ups.SignUpsView.as_view(), name="api-sign-ups"),
    path("sign-ups/past", sign_ups.PastView.as_view(), name="api-past-sign-ups"),
    path(SIGN_UP, sign_ups.SignUpView.as_view(), name="api-my-sign-up"),
    path(f"{SIGN_UP}/check-in", sign_ups.CheckInView.as_view(), name="api-check-in"),
    path(f"{SIGN_UP}/cancel", sign_ups.CancelView.as_view(), name="api-cancel-sign-up"),
    path(f"{SIGN_UP}/no-show", sign_ups.NoShowView.as_view(), name="api-no-show"),
    path(f"{SIGN_UP}/proof", sign_ups.ProofView.as_view(), name="api-proof"),
    path(f"{SIGN_UP}/approve", approvals.ApproveView.as_view(), name="api-approve-proof"),
    path(f"{SIGN_UP}/send-back", approvals.SendBackView.as_view(), name="api-send-back"),
    path(f"{SIGN_UP}/reject", approvals.RejectView.as_view(), name="api-reject-proof"),
    path("proofs/waiting", approvals.WaitingView.as_view(), name="api-waiting"),
    path("proofs/decided", approvals.DecidedView.as_view(), name="api-decided"),
    path("proofs/<int:proof_id>/photo", approvals.PhotoView.as_view(), name="api-photo"),
    path("merchants", shops.MerchantsView.as_view(), name="api-merchants"),
    path("merchants/register", shops.RegisterView.as_view(), name="api-merchants-register"),
    path(MERCHANT, shops.MerchantView.as_view(), name="api-merchant"),
    path(f"{MERCHANT}/approve", shops.ApproveView.as_view(), name="api-approve-merchant"),
    path(f"{MERCHANT}/stop", shops.StopView.as_view(), name="api-stop-merchant"),
    path(f"{MERCHANT}/tills", shops.MerchantTillsView.as_view(), name="api-add-till"),
    path("tills", tills.TillsView.as_view(), name="api-tills"),
    path(f"{TILL}/receipts", tills.ReceiptsView.as_view(), name="api-till-receipts"),
    path(
        f"{TILL}/payment-requests",
        tills.PaymentRequestsView.as_view(),
        name="api-till-requests",
    ),
    path(
        f"{TILL}/personal-requests",
        till_requests.ResidentView.as_view(),
        name="api-till-personal-requests",
    ),
    path(
        f"{TILL}/split-bills", till_requests.SplitBillsView.as_view(), name="api-till-split-bills"
    ),
    path(
        f"{TILL}/split-bills/<int:bill_id>",
        till_requests.SplitBillView.as_view(),
        name="api-till-split-bill",
    ),
    path("contributions", contributions.ContributionsView.as_view(), name="api-contributions"),
    path(
        "contributions/<int:contribution_id>/stop",
        contributions.StopView.as_view(),
        name="api-stop-contribution",
    ),
    path(REQUEST, tills.PaymentRequestView.as_view(), name="api-till-request"),
    path(f"{REQUEST}/cancel", tills.CancelView.as_view(), name="api-cancel-till-request"),
    path(f"{REQUEST}/refund", tills.RefundView.as_view(), name="api-refund"),
    path(f"{TILL}/disputes", disputes.ShopDisputesView.as_view(), name="api-till-disputes"),
    path(f"{DISPUTE}/answer", disputes.AnswerView.as_view(), name="api-answer-dispute"),
    path(f"{DISPUTE}/accept", disputes.AcceptView.as_view(), name="api-accept-dispute"),
    path(
        "payments/<int:transfer_id>/give-back",
        disputes.GiveBackView.as_view(),
        name="api-give-back",
    ),
    path(f"{REQUEST}/refunds", tills.RefundsView.as_view(), name="api-refund-part"),
    *PARTNERS,
    *PLANNING,
    *BUURTDEALS,
]

"""The currency in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from currency.api import (
    asking,
    coins,
    cover_days,
    disputes,
    hand_outs,
    programmes,
    replays,
    rules,
    seals,
    top_ups,
)

PERSONAL: Final = "personal-requests/<uuid:request_id>"


urlpatterns = [
    path("balance", coins.BalanceView.as_view(), name="api-balance"),
    path("volunteer-room", coins.VolunteerRoomView.as_view(), name="api-volunteer-room"),
    path("entries", coins.EntriesView.as_view(), name="api-entries"),
    path("payment-requests/<str:code>", coins.PaymentRequestView.as_view(), name="api-request"),
    path("payment-requests/<str:code>/pay", coins.PayView.as_view(), name="api-pay"),
    path("payment-requests/<str:code>/receipt", coins.ReceiptView.as_view(), name="api-receipt"),
    path("payment-requests/<str:code>/dispute", disputes.ReportView.as_view(), name="api-report"),
    path(
        "payment-requests/<str:code>/dispute/withdraw",
        disputes.WithdrawView.as_view(),
        name="api-report-withdraw",
    ),
    path("disputes", disputes.DisputesView.as_view(), name="api-disputes"),
    path(
        "disputes/<int:dispute_id>/decide",
        disputes.DecideView.as_view(),
        name="api-decide-dispute",
    ),
    path("personal-requests", asking.PersonalRequestsView.as_view(), name="api-asked"),
    path("personal-requests/received", asking.ReceivedView.as_view(), name="api-received"),
    path(PERSONAL, asking.PersonalRequestView.as_view(), name="api-asked-one"),
    path(f"{PERSONAL}/cancel", asking.CancelView.as_view(), name="api-cancel-asked"),
    path(f"{PERSONAL}/decline", asking.DeclineView.as_view(), name="api-decline"),
    path("split-bills", asking.SplitBillsView.as_view(), name="api-split-bills"),
    path("split-bills/<int:bill_id>", asking.SplitBillView.as_view(), name="api-split-bill"),
    path(
        "split-bills/<int:bill_id>/cancel",
        asking.CancelBillView.as_view(),
        name="api-cancel-split-bill",
    ),
    path("rules", rules.RulesView.as_view(), name="api-rules"),
    path("rules/schema", rules.RulesSchemaView.as_view(), name="api-rules-schema"),
    path("rules/templates", rules.TemplatesView.as_view(), name="api-rule-templates"),
    path("rules/versions", rules.VersionsView.as_view(), name="api-rule-versions"),
    *(
        path(f"rules/versions/<int:version>{end}", view.as_view(), name=f"api-{name}")
        for end, view, name in (
            ("", rules.VersionView, "rule-version"),
            ("/propose", rules.ProposeView, "propose-rules"),
            ("/withdraw", rules.WithdrawView, "withdraw-rules"),
            ("/approve", rules.ApproveView, "approve-rules"),
            ("/decline", rules.DeclineView, "decline-rules"),
            ("/export", rules.ExportView, "export-rules"),
            ("/replays", replays.ReplaysView, "replays"),
            ("/replays/<int:replay_id>", replays.ReplayView, "replay"),
        )
    ),
    path("programmes", programmes.ProgrammesView.as_view(), name="api-programmes"),
    path(
        "programmes/<int:programme_id>",
        programmes.ProgrammeView.as_view(),
        name="api-programme",
    ),
    path(
        "programmes/<int:programme_id>/fund",
        programmes.FundView.as_view(),
        name="api-fund-programme",
    ),
    path("seals", seals.SealsView.as_view(), name="api-seals"),
    path("hand-outs", hand_outs.HandOutsView.as_view(), name="api-hand-outs"),
    path("hand-outs/check", hand_outs.CheckListView.as_view(), name="api-check-hand-out"),
    path("hand-outs/<int:hand_out_id>", hand_outs.HandOutView.as_view(), name="api-hand-out"),
    path(
        "hand-outs/<int:hand_out_id>/approve",
        hand_outs.ApproveHandOutView.as_view(),
        name="api-approve-hand-out",
    ),
    path(
        "hand-outs/<int:hand_out_id>/cancel",
        hand_outs.CancelHandOutView.as_view(),
        name="api-cancel-hand-out",
    ),
    path("top-ups", top_ups.TopUpsView.as_view(), name="api-top-ups"),
    path("top-ups/<int:top_up_id>", top_ups.TopUpView.as_view(), name="api-top-up"),
    path("cover-days", cover_days.CoverDaysView.as_view(), name="api-cover-days"),
    path("cover", programmes.CoverView.as_view(), name="api-cover"),
]

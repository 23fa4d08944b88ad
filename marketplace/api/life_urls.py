"""The life of a klus in /api/v1/: waiting for a place, and what else becomes of it."""

from typing import Final

from django.urls import path

from marketplace.api import waiting

LIFE: Final = [
    path("slots/<int:slot_id>/wait", waiting.JoinView.as_view(), name="api-wait"),
    path("waiting-list", waiting.WaitingListView.as_view(), name="api-waiting-list"),
    path(
        "waiting-list/<int:waiting_id>/leave",
        waiting.LeaveView.as_view(),
        name="api-leave-waiting-list",
    ),
    path(
        "sign-ups/<int:sign_up_id>/approve-partly",
        waiting.ApprovePartlyView.as_view(),
        name="api-approve-partly",
    ),
]

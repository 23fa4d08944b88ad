"""The life of a klus in /api/v1/: waiting for a place, and what else becomes of it."""

from typing import Final

from django.urls import path

from marketplace.api import ideas, klus_life, waiting

KLUS: Final = "klussen/<int:klus_id>"
IDEA: Final = "ideas/<int:idea_id>"
LIFE: Final = [
    path(f"{KLUS}/check", klus_life.CheckView.as_view(), name="api-check-klus"),
    path(f"{KLUS}/change", klus_life.ChangeView.as_view(), name="api-change-klus"),
    path("ideas", ideas.IdeasView.as_view(), name="api-ideas"),
    path("ideas/waiting", ideas.WaitingIdeasView.as_view(), name="api-waiting-ideas"),
    path(f"{IDEA}/withdraw", ideas.WithdrawIdeaView.as_view(), name="api-withdraw-idea"),
    path(f"{IDEA}/decline", ideas.DeclineIdeaView.as_view(), name="api-decline-idea"),
    path(f"{IDEA}/take-up", ideas.TakeUpIdeaView.as_view(), name="api-take-up-idea"),
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

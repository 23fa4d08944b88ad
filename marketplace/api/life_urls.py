"""The life of a klus in /api/v1/: waiting for a place, and what else becomes of it."""

from typing import Final

from django.urls import path

from marketplace.api import ideas, klus_life, opinions, waiting

KLUS: Final = "klussen/<int:klus_id>"
IDEA: Final = "ideas/<int:idea_id>"
OPINIONS: Final = "second-opinions"
LIFE: Final = [
    path(f"{KLUS}/second-opinion", opinions.AskOpinionView.as_view(), name="api-ask-opinion"),
    path(f"{OPINIONS}/asked", opinions.AskedOpinionsView.as_view(), name="api-asked-opinions"),
    path(
        f"{OPINIONS}/register", opinions.OpinionRegisterView.as_view(), name="api-opinion-register"
    ),
    path(
        f"{OPINIONS}/<int:opinion_id>/answer",
        opinions.AnswerOpinionView.as_view(),
        name="api-answer-opinion",
    ),
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

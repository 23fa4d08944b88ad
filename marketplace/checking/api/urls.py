"""Checking and households in /api/v1/, inside the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.checking.api import batches, households, second_looks, ways

SIGN_UP: Final = "sign-ups/<int:sign_up_id>"

urlpatterns: Final = [
    path("proofs/batches", batches.BatchesView.as_view(), name="api-approval-batches"),
    path("proofs/batches/<int:batch_id>/undo", batches.UndoView.as_view(), name="api-undo-batch"),
    path("second-looks", second_looks.SecondLooksView.as_view(), name="api-second-looks"),
    path(f"{SIGN_UP}/second-look", second_looks.AskView.as_view(), name="api-second-look"),
    path(
        f"{SIGN_UP}/second-look/grant",
        second_looks.GrantView.as_view(),
        name="api-second-look-grant",
    ),
    path(
        f"{SIGN_UP}/second-look/uphold",
        second_looks.UpholdView.as_view(),
        name="api-second-look-uphold",
    ),
    path(f"{SIGN_UP}/code", ways.CodeView.as_view(), name="api-give-code"),
    path(f"{SIGN_UP}/done", ways.DoneView.as_view(), name="api-report-done"),
    path("slots/<int:slot_id>/desk", ways.DeskView.as_view(), name="api-desk"),
    path("household", households.HouseholdView.as_view(), name="api-household"),
    path("household/join", households.JoinView.as_view(), name="api-household-join"),
    path("household/code", households.CodeView.as_view(), name="api-household-code"),
]

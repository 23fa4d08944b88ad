"""The pages of checking, inside the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.checking.web import batches, desks, rounds, second_looks, ways

RESIDENT: Final = [
    path("mijn-klussen/<int:sign_up_id>/tweede-blik/", second_looks.ask, name="second-look"),
    path("mijn-klussen/<int:sign_up_id>/code/", ways.code, name="give-code"),
    path("mijn-klussen/<int:sign_up_id>/klaar/", ways.done, name="report-done"),
    path("balie/<int:slot_id>/<str:code>/", ways.scanned, name="scanned-code"),
]
CONSOLE: Final = [
    path("beheer/ronde/", rounds.round_, name="console-round"),
    path("beheer/balie/<int:slot_id>/", desks.desk, name="console-desk"),
    path("beheer/balie/<int:slot_id>/code/", desks.shown, name="console-desk-code"),
    path("beheer/balie/<int:slot_id>/open/", desks.opened, name="console-desk-open"),
    path("beheer/balie/<int:slot_id>/dicht/", desks.closed, name="console-desk-close"),
    path("beheer/nakijken/tweede-blik/", second_looks.waiting, name="console-second-looks"),
    path(
        "beheer/nakijken/<int:sign_up_id>/toch-goed/",
        second_looks.grant,
        name="console-second-look-grant",
    ),
    path(
        "beheer/nakijken/<int:sign_up_id>/blijft-af/",
        second_looks.uphold,
        name="console-second-look-uphold",
    ),
    path("beheer/nakijken/samen/", batches.batches, name="console-batches"),
    path("beheer/nakijken/samen/<int:batch_id>/terug/", batches.undo, name="console-batch-undo"),
]

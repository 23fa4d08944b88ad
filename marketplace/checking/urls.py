"""The pages of checking, inside the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.checking.web import batches, second_looks

RESIDENT: Final = [
    path("mijn-klussen/<int:sign_up_id>/tweede-blik/", second_looks.ask, name="second-look"),
]
CONSOLE: Final = [
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

"""The pages of checking, inside the marketplace's own."""

from typing import Final

from django.urls import path

from marketplace.checking.web import batches

CONSOLE: Final = [
    path("beheer/nakijken/samen/", batches.batches, name="console-batches"),
    path("beheer/nakijken/samen/<int:batch_id>/terug/", batches.undo, name="console-batch-undo"),
]

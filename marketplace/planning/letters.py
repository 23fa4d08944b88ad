"""Letters of planning, to organisers."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from marketplace.planning.models import Occurrence
from marketplace.web.letters import letter
from tenants.messages.letters import Letter

SHOWN: Final = 12
# What more coins would help against.
BUDGET: Final = ("budget-too-small", "organiser-budget-reached")


def letter_of_held_back(found: Sequence[Occurrence]) -> Letter:
    """Which times of a series are not put up, and why."""
    series = found[0].series
    return letter(
        series.made_by,
        "held-back",
        path=reverse("marketplace:console-series", args=[series.id]),
        context={
            "title": series.pattern.title,
            "waiting": found[:SHOWN],
            "is_budget": found[0].refusal in BUDGET,
        },
    )

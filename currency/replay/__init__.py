"""Replaying a tenant's own transfers under a draft of its rules: what would have gone otherwise.

`replay` is the door: it reads (`reading`), lets the draft judge each transfer over a state of its
own (`simulation`), and answers a `Report` without a name in it.
"""

from currency.replay.report import Difference, Effect, Example, Happened, Report
from currency.replay.run import MOST_MONTHS, replay

__all__ = ["MOST_MONTHS", "Difference", "Effect", "Example", "Happened", "Report", "replay"]

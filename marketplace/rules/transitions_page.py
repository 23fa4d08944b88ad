"""Draws the table of transitions as docs/transitions.md.

`HEITJE_TEST=1 PYTHONPATH=platform:. python -m marketplace.rules.transitions_page` writes it anew;
a test fails when the page and the table differ.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from marketplace.klusbox.rules.steps import ITEM, LOAN, LendingStep
from marketplace.rules.transitions import DEAL, IDEA, KLUS, OPINION, SIGN_UP, WAITING, Step

AnyStep = Step | LendingStep
PAGE: Final = Path(__file__).parents[2] / "docs" / "transitions.md"
OPENING: Final = """\
# From one state to the next

Which step leads where, and who may take it. Drawn from `marketplace/rules/transitions.py`, which
decides, and for the klusbox from `marketplace/klusbox/rules/steps.py`: change the table there and
draw this page anew with
`HEITJE_TEST=1 PYTHONPATH=platform:. .venv/bin/python -m marketplace.rules.transitions_page`.

- **resident**: whose sign-up, idea or place on the list it is.
- **organiser**: whoever may `publish-klus`.
- **checker**: whoever may `check-proof`, never the resident of the work.
- **lender**: whoever may `lend-klusbox`; **borrower**: whose reservation it is.
- **adviser**: whoever may `give-second-opinion` and was asked by name.
- **house**: the installation itself, by the clock.

A klus begins as a draft, made by an organiser or of a resident's idea. While it is published it is
*full* once all its places are taken, and *under way* while one of its moments goes on: both are
read from its moments. What is approved, as a whole or partly, is rewarded in the same step.

A step that is not in the table is refused with `step-not-possible`
(`lending-step-not-possible`); a step by somebody else with
`not-allowed`.
"""
PARTS: Final[Sequence[tuple[str, Sequence[AnyStep], str]]] = (
    ("An idea of a resident", IDEA, "open"),
    ("A klus", KLUS, "draft"),
    ("A second opinion on a klus that looks like paid work", OPINION, "none"),
    ("A sign-up", SIGN_UP, "signed-up"),
    ("A buurtdeal", DEAL, "draft"),
    ("A place on the waiting list", WAITING, "waiting"),
    ("A thing of the klusbox", ITEM, "box"),
    ("A loan from the klusbox", LOAN, "reserved"),
)


def page() -> str:
    """The whole page."""
    return "\n".join([OPENING, *(_part(title, steps, first) for title, steps, first in PARTS)])


def _part(title: str, steps: Sequence[AnyStep], first: str) -> str:
    rows = [f"| {step.state} | `{step.verb}` | {_who(step)} | {step.next} |" for step in steps]
    table = ["| from | step | by | to |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([f"## {title}", "", *_diagram(steps, first), "", *table, ""])


def _diagram(steps: Sequence[AnyStep], first: str) -> list[str]:
    """A state diagram in Mermaid; what nothing leaves is an end."""
    ends = sorted({step.next for step in steps} - {step.state for step in steps})
    names = sorted({name for step in steps for name in (step.state, step.next)})
    return [
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{name}" as {_id(name)}' for name in names),
        f"    [*] --> {_id(first)}",
        *(f"    {_id(step.state)} --> {_id(step.next)}: {step.verb}" for step in steps),
        *(f"    {_id(name)} --> [*]" for name in ends),
        "```",
    ]


def _who(step: AnyStep) -> str:
    return ", ".join(sorted(step.who))


def _id(name: str) -> str:
    return name.replace("-", "_")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

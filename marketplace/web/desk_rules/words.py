"""The rules of the coin in plain words: what holds, and what another version changes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from currency.rules.document import Rules
from marketplace.web.desk_rules.kinds import Figure, Text
from marketplace.web.desk_rules.lines import LINES, Heading, line_of


@dataclass(frozen=True)
class Told:
    """A rule as it holds."""

    label: Text
    figure: Figure


@dataclass(frozen=True)
class Change:
    """A rule that another version changes."""

    heading: Heading
    label: Text
    old: Figure
    new: Figure


def told(rules: Rules) -> Sequence[tuple[Heading, Sequence[Told]]]:
    """Every rule by heading, in the order of the document; without what does not apply."""
    found: dict[Heading, list[Told]] = {}
    for line in LINES:
        figure = line.kind.told(line.value(rules))
        if figure.value != "":
            found.setdefault(line.heading, []).append(Told(line.label, figure))
    return list(found.items())


def changes(old: Rules, new: Rules) -> Sequence[Change]:
    """What differs, in the order of the document."""
    return [
        Change(
            line.heading,
            line.label,
            line.kind.told(line.value(old)),
            line.kind.told(line.value(new)),
        )
        for line in LINES
        if line.value(old) != line.value(new)
    ]


def name_of(path: str) -> str:
    """What a field at fault is called for a person: its heading and label, or else its path."""
    line = line_of(path)
    return f"{line.heading.title}: {line.label}" if line else path

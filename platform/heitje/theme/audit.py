"""What a theme promises of contrast, and which of its promises it breaks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from heitje.theme.colour import steps, worst
from heitje.theme.fitting import TEXT, UI
from heitje.theme.mode import DATA_SHIFT, STATUS

GROUNDS: Final = ("canvas", "surface", "sunken", "raised")
MODES: Final = ("light", "dark")
Promise = tuple[str, tuple[str, ...], float]


def audit(tokens: Mapping[str, str]) -> Sequence[str]:
    """Every promise that is broken, in words. An empty list: it may be published."""
    return [
        found
        for mode in MODES
        for colour, grounds, needed in _promises()
        if (found := _broken(tokens, mode, colour, grounds, needed))
    ]


def _broken(
    tokens: Mapping[str, str], mode: str, colour: str, grounds: tuple[str, ...], needed: float
) -> str:
    """A sentence, or "" where the promise holds. Two grounds are the ends of a gradient."""
    under = [tokens[f"{mode}.{ground}"] for ground in grounds]
    span = steps(under[0], under[1]) if len(under) == 2 else under
    got = worst(tokens[f"{mode}.{colour}"], span)
    if got >= needed:
        return ""
    return f"{mode}: {colour} on {' to '.join(grounds)} reaches {got:.2f}, needs {needed}"


def _promises() -> Iterator[Promise]:
    for ground in GROUNDS:
        yield from _on_ground(ground)
    yield from _on_fill("brand")
    yield from _on_fill("accent")
    for status in STATUS:
        yield f"on-{status}", (status,), TEXT
        yield f"{status}-ink", (f"{status}-soft",), TEXT
    for colour in ("on-hero", "on-hero-2"):
        yield colour, ("hero", "hero-end"), TEXT
    yield "on-hero", ("hero-chip",), TEXT
    yield "coin-rim", ("coin",), UI
    for ground in ("surface", "canvas"):
        yield "coin-edge", (ground,), UI
    for part in ("ground", "built", "green", "water", "road"):
        yield "map-label", (f"map-{part}",), TEXT


def _on_fill(name: str) -> Iterator[Promise]:
    for state in ("", "-hover", "-press"):
        yield f"on-{name}", (name + state,), TEXT
    for state in ("-soft", "-soft-2"):
        yield f"on-{name}-soft", (name + state,), TEXT
    yield f"{name}-ink", (f"{name}-soft",), TEXT


def _on_ground(ground: str) -> Iterator[Promise]:
    for colour in ("ink", "ink-2", "ink-3", "brand-ink", "accent-ink"):
        yield colour, (ground,), TEXT
    for status in STATUS:
        yield f"{status}-ink", (ground,), TEXT
        yield status, (ground,), UI
    data = [f"data-{number}" for number in range(1, len(DATA_SHIFT) + 1)]
    for colour in ("edge", "focus", "brand-edge", "accent-edge", "hero-edge", *data):
        yield colour, (ground,), UI

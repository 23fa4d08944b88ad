"""Measuring side by side: rounds that take turns, raw figures on the screen, all in bench.json.

Nothing is asserted about time: a noisy machine must not fail a change. Ratios of one round count.
"""

import json
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg

RESULTS: Final = Path(__file__).parents[2] / "bench.json"
Figures = dict[str, list[float]]


def take_turns(rounds: int, ways: Mapping[str, Callable[[], float]]) -> Figures:
    """Each way once a round, so that what else the machine does hits all of them alike."""
    found: Figures = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return found


def ratio(figures: Figures, of: str, to: str) -> float:
    """The median of the ratios of each round."""
    pairs = zip(figures[of], figures[to], strict=True)
    return median(one / other for one, other in pairs)


def report(title: str, unit: str, figures: Figures, ratios: Sequence[tuple[str, str]]) -> None:
    """Print the raw figures and the ratios, and keep both in bench.json."""
    print(f"\n{title}\n{machine()['summary']}")
    width = max(map(len, figures))
    for name, values in figures.items():
        shown = "  ".join(f"{value:>10,.2f}" for value in values)
        print(f"  {name:<{width}}  {shown}  median {median(values):>10,.2f} {unit}")
    found = {f"{of} / {to}": ratio(figures, of, to) for of, to in ratios}
    for name, value in found.items():
        print(f"  {name} = {value:.2f}")
    keep(title, {"unit": unit, "figures": figures, "ratios": found})


def keep(title: str, facts: Mapping[str, Any]) -> None:
    """Write one benchmark's facts beside those of the others."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept["machine"] = machine()
    kept[title] = facts
    RESULTS.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")


def machine() -> dict[str, Any]:
    """What it was measured on."""
    models = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT current_setting('server_version')").fetchone()
    facts: dict[str, Any] = {
        "cpu": models[0] if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": row[0] if row else "",
        "fsync": "off",
    }
    facts["summary"] = ", ".join(f"{name} {value}" for name, value in facts.items())
    return facts

"""Measuring side by side: ways that take turns, medians of their ratios, a row for each comparison.

Nothing is asserted about time: a noisy machine must not fail a change. `bench.json` keeps for each
row `{name: {ratio, goal, holds, unit, against}}`, with the raw figures and the machine beside them.
"""

import json
import os
import platform
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg
from django.db import connection

from tests.bench.processor import spent_by

RESULTS: Final = Path(__file__).parents[2] / "bench.json"
Figures = dict[str, list[float]]
# The rows of this run, in the order they were measured.
measured_now: Final[dict[str, dict[str, Any]]] = {}


def measured(
    name: str, ratio: float, goal: str, unit: str, against: str, figures: Figures | None = None
) -> None:
    """Keep one row. `goal` is "≥ 0.5", "≤ 1.2" or "< 3"; `figures` are the raw ones, by way."""
    row = {
        "ratio": round(ratio, 4), "goal": goal, "holds": meets(ratio, goal), "unit": unit,
        "against": against, "figures": figures or {}, "machine": machine(),
    }  # fmt: skip
    measured_now[name] = row
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept[name] = row
    RESULTS.write_text(json.dumps(kept, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def meets(ratio: float, goal: str) -> bool:
    """Whether a figure is on the right side of its goal."""
    sign, limit = goal.split()
    if sign == "≥":
        return ratio >= float(limit)
    return ratio <= float(limit) if sign == "≤" else ratio < float(limit)


def take_turns(rounds: int, ways: Mapping[str, Callable[[], float]]) -> Figures:
    """Each way once a round, so that what else the machine does hits all of them alike."""
    found: Figures = {name: [] for name in ways}
    for number in range(rounds):
        # Back and forth, so that no way is always measured on the other's heels.
        for name in list(ways)[:: 1 if number % 2 == 0 else -1]:
            found[name].append(ways[name]())
    return found


def compare(
    name: str, goal: str, unit: str, rounds: int, ways: Mapping[str, Callable[[], float]]
) -> float:
    """Two ways side by side; the row is the median over the rounds of the first by the second."""
    figures = take_turns(rounds, ways)
    of, against = figures
    found = ratio(figures, of, against)
    print(f"\n{name}: {machine()}")
    width = max(map(len, figures))
    for way, values in figures.items():
        shown = "  ".join(f"{value:>10,.2f}" for value in values)
        print(f"  {way:<{width}}  {shown}  median {median(values):>10,.2f} {unit}")
    measured(name, found, goal, unit, against, figures)
    return found


def ratio(figures: Figures, of: str, to: str) -> float:
    """The median of the ratios of each round."""
    pairs = zip(figures[of], figures[to], strict=True)
    return median(one / other for one, other in pairs)


def spent_s(act: Callable[[], object]) -> float:
    """Seconds of the processor that an act takes, here and in the database, on our connection."""
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    before = time.process_time() + spent_by(backend)
    act()
    return time.process_time() + spent_by(backend) - before


def table() -> list[str]:
    """The rows of this run as lines of text."""
    wide = max(map(len, measured_now), default=0)
    return [
        f"{name:<{wide}}  {row['ratio']:>9.3f}  goal {row['goal']:<8}"
        f"{'holds' if row['holds'] else 'MISSED':<7} {row['unit']}, against {row['against']}"
        for name, row in measured_now.items()
    ]


def machine() -> str:
    """What it was measured on."""
    models = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    with psycopg.connect(os.environ["DATABASE_URL"]) as asking:
        row = asking.execute(
            "SELECT current_setting('server_version'), current_setting('fsync')"
        ).fetchone()
    version, fsync = row or ("", "")
    return (
        f"{models[0] if models else platform.machine()}, {len(os.sched_getaffinity(0))} cores,"
        f" load {os.getloadavg()[0]:.1f}, Python {platform.python_version()},"
        f" PostgreSQL {version}, fsync {fsync}"
    )

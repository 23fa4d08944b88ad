"""A map of each town, drawn for the demo: built ground, streets, roads between neighbourhoods.

The same each time. Around the middle of every neighbourhood a patch is built on and crossed by
streets; roads lead from each to its nearest ones; what else a town has stands in its tables.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import cos, hypot, pi, radians, sin
from random import Random
from typing import Final

from heitje.demo.map_tables import HEERLEN_LAND
from heitje.demo.plans import AreaPlan, TownPlan
from marketplace.finding.drawing import Shape

METRES_PER_DEGREE: Final = 111_195
PATCH_M: Final = 470
CORNERS: Final = 18
STREET_M: Final = 130
# A road leads to this many neighbours.
NEIGHBOURS: Final = 2
LAND: Final = {"heerlen": HEERLEN_LAND}
Metres = tuple[float, float]


class _Ground:
    """Degrees as metres north and east of a town's first neighbourhood, and back."""

    def __init__(self, areas: Sequence[AreaPlan]) -> None:
        self.north, self.east = (float(part) for part in areas[0].point)
        self.narrowing = cos(radians(self.north))

    def metres(self, area: AreaPlan) -> Metres:
        """Where the middle of a neighbourhood lies."""
        north, east = (float(part) for part in area.point)
        return (
            (north - self.north) * METRES_PER_DEGREE,
            (east - self.east) * METRES_PER_DEGREE * self.narrowing,
        )

    def shape(self, kind: str, points: Sequence[Metres], name: str = "") -> Shape:
        """A shape of points in metres."""
        return Shape(kind, name, tuple(
            (round(self.north + north / METRES_PER_DEGREE, 5),
             round(self.east + east / METRES_PER_DEGREE / self.narrowing, 5))
            for north, east in points
        ))  # fmt: skip


def draw_town(plan: TownPlan) -> list[Shape]:
    """All shapes of a town, the ground first and roads on top."""
    chance, ground = Random(plan.code), _Ground(plan.areas)
    middles = [ground.metres(area) for area in plan.areas]
    patches = [[_out(middle, far) for far in _edge(chance)] for middle in middles]
    land = [
        Shape(kind, name, tuple((50 + north / 10**5, 5 + east / 10**5) for north, east in points))
        for kind, name, points in LAND.get(plan.schema, ())
    ]
    return [
        *(ground.shape("built", patch) for patch in patches),
        *(one for one in land if one.kind in ("green", "water", "stream")),
        *(ground.shape("street", street)
          for middle in middles for street in _streets(middle, chance)),
        *(ground.shape("road", road) for road in _roads(middles, chance)),
        *(one for one in land if one.kind in ("road", "rail")),
    ]  # fmt: skip


def _edge(chance: Random) -> Iterator[Metres]:
    """The edge of a patch around its middle, a little different in each direction."""
    for corner in range(CORNERS):
        far = PATCH_M * chance.uniform(0.78, 1.12)
        yield far * cos(2 * pi * corner / CORNERS), far * sin(2 * pi * corner / CORNERS)


def _out(middle: Metres, far: Metres) -> Metres:
    return middle[0] + far[0], middle[1] + far[1]


def _streets(middle: Metres, chance: Random) -> Iterator[list[Metres]]:
    """Streets across a patch in two directions, turned as the town happened to grow."""
    turn = chance.uniform(0, pi / 2)
    for direction in (turn, turn + pi / 2):
        along, across = (cos(direction), sin(direction)), (-sin(direction), cos(direction))
        for number in range(-2, 3):
            aside = number * STREET_M + chance.uniform(-25, 25)
            half = (max(PATCH_M**2 * 0.62 - aside**2, 0)) ** 0.5
            ends = (-half * chance.uniform(0.7, 1), half * chance.uniform(0.7, 1))
            yield [
                _out(middle, (end * along[0] + aside * across[0],
                              end * along[1] + aside * across[1]))
                for end in ends
            ]  # fmt: skip


def _roads(middles: Sequence[Metres], chance: Random) -> Iterator[list[Metres]]:
    """A road from each middle to its nearest ones, bent a little; and none of them twice."""
    pairs = set()
    for one in range(len(middles)):
        others = sorted(
            (other for other in range(len(middles)) if other != one),
            key=lambda other: hypot(*_from(middles[one], middles[other])),
        )
        pairs |= {tuple(sorted((one, other))) for other in others[:NEIGHBOURS]}
    pairs |= set(_shortest_ways(middles))
    for one, other in sorted(pairs):
        (north, east), bend = _from(middles[one], middles[other]), chance.uniform(-0.08, 0.08)
        yield [
            middles[one],
            _out(middles[one], (north * 0.35 - east * bend, east * 0.35 + north * bend)),
            _out(middles[one], (north * 0.7 - east * bend * 0.6, east * 0.7 + north * bend * 0.6)),
            middles[other],
        ]


def _shortest_ways(middles: Sequence[Metres]) -> Iterator[tuple[int, int]]:
    """The shortest roads by which every neighbourhood can be reached (Kruskal)."""
    part = list(range(len(middles)))
    for one, other in sorted(
        combinations(range(len(middles)), 2),
        key=lambda pair: hypot(*_from(middles[pair[0]], middles[pair[1]])),
    ):
        if part[one] != part[other]:
            part = [part[one] if each == part[other] else each for each in part]
            yield one, other


def _from(start: Metres, end: Metres) -> Metres:
    return end[0] - start[0], end[1] - start[1]

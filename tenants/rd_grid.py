"""Dutch grid coordinates (RD, EPSG:28992) as latitude and longitude in WGS 84.

The approximation by Schreutelkamp and Strang van Hees (2001): exact to about half a metre in the
Netherlands. Middles of neighbourhoods need no more.
"""

from typing import Final

AMERSFOORT_RD: Final = (155_000.0, 463_000.0)
AMERSFOORT: Final = (52.15517440, 5.38720621)
NORTH: Final = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550),
    (2, 2, -0.01709), (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033),
    (1, 1, -0.00012),
)  # fmt: skip
EAST: Final = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594),
    (3, 1, -0.05607), (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022),
    (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip


def is_rd(x: float, y: float) -> bool:
    """Whether two numbers can only be metres of the grid: degrees are never that large."""
    return -7_000 <= x <= 300_000 and 289_000 <= y <= 629_000


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a point of the grid, given in metres."""
    across, along = (x - AMERSFOORT_RD[0]) / 1e5, (y - AMERSFOORT_RD[1]) / 1e5
    latitude, longitude = (
        sum(weight * across**p * along**q for p, q, weight in terms) / 3_600
        for terms in (NORTH, EAST)
    )
    return AMERSFOORT[0] + latitude, AMERSFOORT[1] + longitude

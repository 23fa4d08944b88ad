"""The little that the house needs of GeoJSON (RFC 7946)."""

import json
from typing import Any, Final

from tenants.errors import Refusal

MOST_BYTES: Final = 20_000_000


def features_of(raw: bytes, refused: type[Refusal]) -> list[dict[str, Any]]:
    """The features of a FeatureCollection. Raises `refused`, with why."""
    if len(raw) > MOST_BYTES:
        raise refused(why="size")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused(why="json") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise refused(why="features")
    if not features:
        raise refused(why="empty")
    return features


def is_point(told: Any) -> bool:
    """Whether it is a longitude and a latitude, and perhaps a height."""
    return (
        isinstance(told, list)
        and len(told) in (2, 3)
        and all(isinstance(one, int | float) and not isinstance(one, bool) for one in told)
        and -180 <= told[0] <= 180
        and -90 <= told[1] <= 90
    )

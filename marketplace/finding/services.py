"""Commands about the town's own drawing of itself."""

from collections.abc import Iterable

from django.db import transaction

from marketplace.finding.drawing import Shape
from marketplace.finding.models import MapShape


@transaction.atomic
def keep_drawing(shapes: Iterable[Shape]) -> int:
    """The drawing is these shapes and no others; says how many. Doing it again changes nothing."""
    MapShape.objects.all().delete()
    made = MapShape.objects.bulk_create(
        MapShape(kind=one.kind, name=one.name, points=[list(point) for point in one.points])
        for one in shapes
    )
    return len(made)

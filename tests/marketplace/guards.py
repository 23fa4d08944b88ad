"""The database says no, and says by which constraint; what was met is remembered."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import IntegrityError, models, transaction

MET: Final[set[str]] = set()


def refused(name: str, act: Callable[[], object]) -> None:
    """The act meets this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    cause: Any = error.value.__cause__
    assert cause.diag.constraint_name == name
    MET.add(name)


def change(model: type[models.Model], row: models.Model, **values: object) -> Callable[[], object]:
    """Write these values past every service."""
    return lambda: model._default_manager.filter(pk=row.pk).update(**values)

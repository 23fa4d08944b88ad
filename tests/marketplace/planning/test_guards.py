"""What must never be of series and agendas is kept by the database itself."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from marketplace.planning.models import Occurrence, Series
from tests.marketplace.cast import NOW, Town
from tests.marketplace.planning.cast import a_series


def test_each_named_constraint_of_planning_is_met_directly(town: Town) -> None:
    series = a_series(town)
    first = series.occurrences.first()
    acts = {
        "series_has_places": lambda: Series.objects.update(places=0),
        "series_looks_ahead": lambda: Series.objects.update(days_ahead=0),
        "series_over_has_nothing_due": lambda: Series.objects.update(due_on=None),
        "occurrence_once": lambda: Occurrence.objects.create(
            series=series, starts_at=first.starts_at, is_left_out=True
        ),
        "occurrence_left_out_without_klus": lambda: Occurrence.objects.create(
            series=series, starts_at=NOW
        ),
    }

    for name, act in acts.items():
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            act()
        assert error.value.__cause__.diag.constraint_name == name
    models = apps.get_app_config("planning").get_models()
    assert set(acts) == {one.name for model in models for one in model._meta.constraints}

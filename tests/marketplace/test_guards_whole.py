"""Every constraint that has a name was met by a test of its own."""

import pytest
from django.apps import apps

from tests.marketplace.guards import MET


def test_each_named_constraint_of_the_marketplace_has_been_met() -> None:
    """It means something only after the other files of guards ran."""
    if len(MET) < 40:
        pytest.skip("the other tests of guards did not run")
    named = {
        constraint.name
        for model in apps.get_app_config("marketplace").get_models()
        for constraint in model._meta.constraints
    }
    assert named - MET == set()

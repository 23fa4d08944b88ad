"""The klusbox's own cast on top of the marketplace's town."""

import pytest

from tests.klusbox.cast import Shed, a_shed
from tests.marketplace.cast import Town
from tests.marketplace.conftest import committed_town, media, town  # noqa: F401 - fixtures


@pytest.fixture
def shed(town: Town) -> Shed:  # noqa: F811
    """A box with things, rolled back after the test."""
    return a_shed(town)


@pytest.fixture
def committed_shed(committed_town: Town) -> Shed:  # noqa: F811
    """A box with things whose rows are committed, for several connections."""
    return a_shed(committed_town)

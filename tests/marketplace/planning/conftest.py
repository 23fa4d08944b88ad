"""The towns of planning's tests are those of the marketplace."""

from tests.marketplace.conftest import committed_town, media, town

__all__ = ["committed_town", "media", "town"]

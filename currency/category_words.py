"""What the kinds of shop are called. The rooms above know them, and lend their words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register_categories(labels: Mapping[str, str | Promise]) -> None:
    """Lend the words for these categories."""
    _labels.update(labels)


def category_words(categories: Iterable[str]) -> list[str]:
    """Each in words; one that nobody knows as it is written in the rules."""
    return [str(_labels.get(category, category)) for category in categories]

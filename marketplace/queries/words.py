"""Searching by words as people type them, also with a mistake in them.

First every word must stand there, as a part of a word too. Where that finds nothing, what looks
like it is tried: pg_trgm's word similarity, above the threshold that the settings give each
connection. The trigram indexes of the tables answer both.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add, or_
from typing import Final, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

Row = TypeVar("Row", bound=Model)
MOST_WORDS: Final = 5
WILD: Final = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


def words_of(text: str) -> list[str]:
    """At most five words; a NUL, which PostgreSQL's text does not know, parts them."""
    return text.replace("\0", " ").split()[:MOST_WORDS]


def ways_to_find(text: str, *, short: Sequence[str], long: str) -> Iterator[tuple[Q, bool]]:
    """Conditions to try until one finds something, each with whether it is a guess.

    To compare with long texts costs most and tells least, so they are guessed in last.
    """
    yield with_words(text, *short, long), False
    if words_of(text):
        yield like_words(text, *short), True
        yield like_words(text, *short, long), True


def with_words(text: str, *fields: str) -> Q:
    """Every word stands in one of these fields, as it is or as a part; no word asks nothing."""
    asked = Q()
    for word in words_of(text):
        asked &= _any(Q(_ILike(F(field), Value(f"%{word.translate(WILD)}%"))) for field in fields)
    return asked


def like_words(text: str, *fields: str) -> Q:
    """Something that looks like each of the words stands in one of these fields."""
    asked = Q()
    for word in words_of(text):
        asked &= _any(Q((f"{field}__trigram_word_similar", word)) for field in fields)
    return asked


def likest_first(found: QuerySet[Row], text: str, name: str) -> QuerySet[Row]:
    """The rows whose name looks most like the words first; what stands in order already follows."""
    words = words_of(text)
    likeness = reduce(add, (TrigramWordSimilarity(word, name) for word in words))
    alike: QuerySet[Row] = found.annotate(likeness=likeness)
    return alike.order_by("-likeness", *found.query.order_by)


class _ILike(Func):
    """Whether a text holds a pattern, whatever its case; unlike Django's own it finds the index."""

    arg_joiner = " ILIKE "
    template = "%(expressions)s"
    output_field = BooleanField()


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)

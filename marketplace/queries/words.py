"""The words of a search as people type them."""

from typing import Final

MOST_WORDS: Final = 5


def words_of(text: str) -> list[str]:
    """At most five words; a NUL, which PostgreSQL's text does not know, parts them."""
    return text.replace("\0", " ").split()[:MOST_WORDS]

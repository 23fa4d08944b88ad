"""The name of a browser as people say it, from what it says of itself."""

from collections.abc import Sequence
from typing import Final

# The first word that is found: later browsers say they are the earlier ones too.
BROWSERS: Final[Sequence[tuple[str, str]]] = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS: Final[Sequence[tuple[str, str]]] = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "Chromebook"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """ "Firefox, Android"; "" when it says nothing we know."""
    found = (_first(user_agent, BROWSERS), _first(user_agent, SYSTEMS))
    return ", ".join(word for word in found if word)


def _first(text: str, words: Sequence[tuple[str, str]]) -> str:
    return next((name for word, name in words if word in text), "")

"""Filters as links: each keeps what else was asked, and says whether it is the current one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise


@dataclass(frozen=True)
class Chip:
    """One choice: where it leads and whether it is on."""

    label: str | Promise
    url: str
    is_current: bool


def chips_of(
    asked: QueryDict, name: str, choices: Iterable[tuple[str, str | Promise]]
) -> list[Chip]:
    """A chip for each choice of the parameter `name`; the page number begins anew."""
    current = asked.get(name, "")
    return [Chip(label, with_(asked, name, value), value == current) for value, label in choices]


def with_(asked: QueryDict, name: str, value: str) -> str:
    """The address with this parameter set, or without it when the value is empty."""
    changed = asked.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


def asked_but_page(asked: QueryDict) -> str:
    """What was asked as an address has it, without the number of the page."""
    kept = asked.copy()
    kept.pop("page", None)
    return kept.urlencode()

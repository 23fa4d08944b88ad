"""Every kind of message there is: what it is about, its template, and an example to look at.

A room registers its kinds when it starts. One template says all of it, subject and text, in the
language of who reads it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from tenants.messages.models import Sort


@dataclass(frozen=True)
class Kind:
    """A kind of message. `when` says in one line when somebody gets it.

    `example` makes up what the template needs. What `is_urgent` does not wait for the morning.
    """

    name: str
    sort: Sort
    template: str
    when: str | Promise
    example: Callable[[], Mapping[str, object]]
    is_urgent: bool = False


_kinds: dict[str, Kind] = {}


def register(kinds: Iterable[Kind]) -> None:
    """Make kinds known; a name is given once."""
    for kind in kinds:
        assert kind.name not in _kinds, f"two kinds of message are named {kind.name}"
        _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """A kind by its name, or None."""
    return _kinds.get(name)


def every_kind() -> list[Kind]:
    """All kinds, by what they are about and then as they were registered."""
    order = list(Sort)
    return sorted(_kinds.values(), key=lambda kind: order.index(kind.sort))

"""The words of the register of processing (GDPR, article 30)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

ALL = "*"


class Basis(StrEnum):
    """Why it is lawful (GDPR, article 6, paragraph 1)."""

    CONSENT = "a"
    CONTRACT = "b"
    LAW = "c"
    PUBLIC_TASK = "e"


@dataclass(frozen=True)
class Processing:
    """One thing the house does with what it knows of people.

    `fields` are the columns by model ("people.Person"); `days` after which a job of the house
    forgets them, asked anew where the municipality sets it; None where `term` says what ends it.
    """

    code: str
    title: str | Promise
    purpose: str | Promise
    basis: Basis
    term: str | Promise
    readers: str | Promise
    fields: Mapping[str, Sequence[str]]
    days: int | Callable[[], int] | None = None

    @property
    def days_now(self) -> int | None:
        """The days as they are set in the tenant that is looked at."""
        return self.days() if callable(self.days) else self.days

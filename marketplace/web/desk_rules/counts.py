"""Whole numbers of a rule that are told in a word of their own: people, times, hours, minutes."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.web.desk_rules.kinds import Number, Text

PEOPLE: Final = _("mensen")
TIMES: Final = _("keer")
HOURS: Final = _("uur")
WALKING: Final = _("minuten lopen")


@dataclass(frozen=True)
class Checkers(Number):
    """How many people."""

    unit: Text = PEOPLE

    def in_words(self, value: Any) -> Text:
        """One person, two people."""
        return ngettext("%(count)s persoon", "%(count)s mensen", value) % {"count": value}


@dataclass(frozen=True)
class Times(Number):
    """How often."""

    unit: Text = TIMES


@dataclass(frozen=True)
class Hours(Number):
    """How many hours, told in days where they are whole."""

    unit: Text = HOURS

    def in_words(self, value: Any) -> Text:
        """Days where they are whole."""
        if value and value % 24 == 0:
            return ngettext("%(count)s dag", "%(count)s dagen", value // 24) % {
                "count": value // 24
            }
        return super().in_words(value)


@dataclass(frozen=True)
class WalkMinutes(Number):
    """How far one walks."""

    unit: Text = WALKING

"""A rule as people say it, and why a time is not put up."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.planning.models import Series
from marketplace.planning.rules.patterns import Told, Way, told_of

NUMBERS: Final = {
    1: gettext_lazy("eerste"), 2: gettext_lazy("tweede"), 3: gettext_lazy("derde"),
    4: gettext_lazy("vierde"), -1: gettext_lazy("laatste"),
}  # fmt: skip
# What a klus is refused by most, in the words of somebody who waits for it.
REASONS: Final = {
    "budget-too-small": gettext_lazy("Er zit te weinig in het budget."),
    "organiser-budget-reached": gettext_lazy("De organisator heeft deze maand al alles beloofd."),
    "slot-outside-programme": gettext_lazy("De dag valt buiten de looptijd van het budget."),
    "reward-outside": gettext_lazy("De beloning past niet meer bij de regels."),
    "earning-ended": gettext_lazy("Er worden geen munten meer verdiend."),
    "not-allowed": gettext_lazy("Wie de reeks begon, mag geen klussen meer openzetten."),
    "klus-not-checked": gettext_lazy("Een collega moet deze klus eerst nakijken."),
    "second-opinion-needed": gettext_lazy("Er is een tweede mening nodig. Open de klus."),
}  # fmt: skip


def series_words(series: Series) -> str:
    """How often, on which day, until when."""
    return rule_words(
        series.rule, is_standing=series.pattern.is_standing, starts_on=series.starts_on
    )


def rule_words(rule: str, *, is_standing: bool, starts_on: date) -> str:
    """How often, on which day, until when."""
    told = told_of(rule)
    said = _("elke maand, op eigen moment") if is_standing else _said(told, rule, starts_on)
    if told.until:
        return _("%(often)s, tot en met %(day)s") % {
            "often": said, "day": date_format(told.until, "j F Y"),
        }  # fmt: skip
    return said


def reason_words(code: str) -> str | Promise:
    """Why a time is not put up; "" where nothing is wrong."""
    if not code:
        return ""
    return REASONS.get(code, _("Dit kan nu niet. Open de klus en kijk waarom."))


def _said(told: Told, rule: str, starts_on: date) -> str:
    days = _listed([str(WEEKDAYS[day]) for day in told.days])
    facts = {
        "days": days, "number": told.number, "which": NUMBERS.get(told.number, ""),
        "date": date_format(starts_on, "j F"), "rule": rule,
    }  # fmt: skip
    return {
        Way.WEEKLY: _("elke week op %(days)s"),
        Way.FORTNIGHTLY: _("om de week op %(days)s"),
        Way.MONTH_DAY: _("elke maand op de %(number)se"),
        Way.MONTH_WEEKDAY: _("elke maand op de %(which)s %(days)s"),
        Way.MONTH_END: _("elke maand op de laatste dag"),
        Way.YEARLY: _("elk jaar op %(date)s"),
        Way.OWN: _("met de regel %(rule)s"),
    }[told.way] % facts


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}

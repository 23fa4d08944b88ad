"""Forms of planning: when a klus comes back, what a copy is called and when it is."""

from datetime import date, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.models import Klus
from marketplace.planning.errors import RecurrenceInvalid
from marketplace.planning.rules.patterns import Way, rule_of
from marketplace.planning.rules.recurrence import normal_rule
from marketplace.web.desk_forms import PLACES, KlusForm
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm

WEEKS: Final = (1, 2, 3, 4, 6, 8)
WAYS: Final = (
    (Way.WEEKLY, _("Elke week")),
    (Way.FORTNIGHTLY, _("Om de week")),
    (Way.MONTH_DAY, _("Elke maand op deze dag van de maand")),
    (Way.MONTH_WEEKDAY, _("Elke maand op deze weekdag, zoals de tweede dinsdag")),
    (Way.MONTH_END, _("Elke maand op de laatste dag")),
    (Way.YEARLY, _("Elk jaar op deze dag")),
    (Way.OWN, _("Met een eigen regel")),
)
WHOLE_MONTH: Final = "FREQ=MONTHLY;BYMONTHDAY=1"
BY_WEEK: Final = (Way.WEEKLY, Way.FORTNIGHTLY)


class RepeatForm(KeyForm):
    """When a klus comes back. A standing one comes back each month, for all of the month."""

    way = forms.ChoiceField(label=_("Hoe vaak?"), choices=WAYS)
    days = forms.TypedMultipleChoiceField(
        label=_("Op welke dagen van de week?"), required=False, coerce=int,
        choices=list(WEEKDAYS.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen bij elke week of om de week. Leeg: de weekdag van de eerste dag."),
    )  # fmt: skip
    rule = forms.CharField(
        label=_("Eigen regel"), required=False, max_length=200,
        help_text=_("Een iCalendar-regel, zoals FREQ=MONTHLY;BYDAY=1SA;BYMONTH=4,5,6."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )  # fmt: skip
    starts_on = DateField(label=_("Vanaf welke dag?"))
    until = DateField(label=_("Tot en met (mag, hoeft niet)"), required=False)
    begins_at = forms.TimeField(label=_("Begint om"), widget=forms.TimeInput({"type": "time"}))
    places = forms.IntegerField(label=_("Plekken"), min_value=1, max_value=PLACES)
    weeks = forms.TypedChoiceField(
        label=_("Hoe ver vooruit staat hij open?"), coerce=int,
        choices=[(one, format_lazy(_("{count} weken"), count=one) if one > 1 else _("1 week"))
                 for one in WEEKS],
        help_text=_("Voor elke keer die open staat, leggen we de beloning vast in het budget."),
    )  # fmt: skip

    def __init__(self, *args: Any, klus: Klus, **kwargs: Any) -> None:
        kwargs["initial"] = {**_usual(klus), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.is_standing = klus.is_standing
        if klus.is_standing:
            for name in ("way", "days", "rule", "begins_at"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The rule, as the choices say it; a last day is not before the first."""
        found = super().clean() or self.cleaned_data
        first: date | None = found.get("starts_on")
        until: date | None = found.get("until")
        if first and until and until < first:
            self.add_error("until", _("Kies een dag na de eerste dag."))
        elif first and (self.is_standing or found.get("way")):
            found["said"] = self._said(found, first, until)
        return found

    def _said(self, found: dict[str, Any], first: date, until: date | None) -> str:
        if self.is_standing:
            return f"{WHOLE_MONTH};UNTIL={until:%Y%m%d}" if until else WHOLE_MONTH
        way = Way(found["way"])
        if way is not Way.OWN:
            days = found.get("days") or [] if way in BY_WEEK else []
            return rule_of(way, first=first, days=days, until=until)
        said = found.get("rule") or ""
        try:
            kept = normal_rule(said, timezone.get_default_timezone())
        except RecurrenceInvalid as refusal:
            self.add_error("rule", refusal.sentence)
            return ""
        if until and "UNTIL=" not in kept and "COUNT=" not in kept:
            return f"{kept};UNTIL={until:%Y%m%d}"
        return kept

    def told(self) -> dict[str, Any]:
        """What the series is made with."""
        found = self.cleaned_data
        return {
            "rule": found["said"], "starts_on": found["starts_on"], "places": found["places"],
            "begins_at": found.get("begins_at") or time.min,
            "days_ahead": 7 * found["weeks"],
        }  # fmt: skip


class CopyForm(KlusForm):
    """A klus like another one: its name, its budget and when it is."""

    KEPT: Final = frozenset({"key", "title", "programme", "first_day", "last_day", "places"})

    def __init__(self, *args: Any, klus: Klus, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": klus.title, "programme": klus.programme_id,
                             **_usual(klus), **(kwargs.get("initial") or {})}  # fmt: skip
        super().__init__(*args, **kwargs)
        self.klus = klus
        for name in set(self.fields) - self.KEPT:
            if not name.startswith(("day_", "start_", "places_")):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """How long it takes and whether one picks the hour is of the klus that is copied."""
        self.cleaned_data |= {
            "is_standing": self.klus.is_standing, "minutes": self.klus.duration_minutes,
        }  # fmt: skip
        return super().clean()


class TemplateForm(forms.Form):
    """The name of a pattern."""

    name = forms.CharField(
        label=_("Hoe heet het voorbeeld?"), max_length=80,
        help_text=_("Zo vind je het terug. Inwoners zien deze naam niet."),
    )  # fmt: skip


def _usual(klus: Klus) -> dict[str, object]:
    """A week after its last moment, at the same hour, for as many."""
    last = klus.slots.order_by("starts_at").last()
    if last is None:
        return {"weeks": 4}
    start = timezone.localtime(last.starts_at)
    day, clock = start.date() + timedelta(days=7), start.time()
    return {
        "starts_on": day, "begins_at": clock, "places": last.places, "days": [start.weekday()],
        "weeks": 4, "day_1": day, "start_1": clock, "places_1": last.places,
    }  # fmt: skip

"""From when until when: what a form asks, and what it proposes for a box."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.klusbox.models import Klusbox
from tenants.web.dates import DateField

USUAL = ("09:00", "17:00")
LOOKED_AHEAD = 14


@dataclass(frozen=True)
class Period:
    """A time to borrow; aware moments."""

    starts_at: datetime
    ends_at: datetime

    @property
    def asked(self) -> str:
        """As the query string of a page that asks for it."""
        zone = timezone.get_default_timezone()
        begin, end = self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
        return urlencode({
            "dag": f"{begin:%Y-%m-%d}", "van": f"{begin:%H:%M}",
            "tot_dag": f"{end:%Y-%m-%d}", "tot": f"{end:%H:%M}",
        })  # fmt: skip


class PeriodForm(forms.Form):
    """When to fetch and when to bring back."""

    dag = DateField(label=_("Halen op"))
    van = forms.TimeField(label=_("Vanaf"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    tot_dag = DateField(label=_("Terug op"))
    tot = forms.TimeField(label=_("Uiterlijk"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def period(self) -> Period:
        """What was filled in, of a valid form."""
        found = self.cleaned_data
        return Period(_at(found["dag"], found["van"]), _at(found["tot_dag"], found["tot"]))


def period_form(asked: Mapping[str, Any], box: Klusbox, now: datetime) -> PeriodForm:
    """The form as it was filled in, or with the next day the box is open."""
    if "dag" in asked:
        return PeriodForm(asked)
    day, begin, end = _next_open(box, now)
    return PeriodForm({"dag": day, "van": begin, "tot_dag": day, "tot": end})


def _next_open(box: Klusbox, now: datetime) -> tuple[date, str, str]:
    today = timezone.localdate(now)
    for ahead in range(1, LOOKED_AHEAD):
        day = today + timedelta(days=ahead)
        parts = box.hours.get(str(day.weekday()), []) if box.hours else [USUAL]
        if parts:
            return day, parts[0][0], parts[-1][1]
    return today + timedelta(days=1), *USUAL


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())

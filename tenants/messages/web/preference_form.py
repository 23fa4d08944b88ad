"""The form of how somebody wants to hear: a tick for each sort and way, and the quiet hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.messages.channels import open_channels
from tenants.messages.models import Channel, Sort
from tenants.messages.queries import quiet_hours_of, said_by
from tenants.messages.rules.ways import ALWAYS, is_wanted
from tenants.people.models import Person


class TimeField(forms.TimeField):
    """A time of the clock, picked from the browser's own."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


@dataclass(frozen=True)
class SortFields:
    """The ticks of one sort."""

    sort: Sort
    fields: Sequence[forms.BoundField]


class PreferenceForm(forms.Form):
    """Starts from what holds now. A sort nobody sends this person is not asked."""

    is_quiet = forms.BooleanField(
        label=gettext_lazy("Stuur ’s nachts geen meldingen en sms’jes"), required=False
    )
    starts = TimeField(label=gettext_lazy("Stil vanaf"))
    ends = TimeField(label=gettext_lazy("Tot"))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        quiet, said = quiet_hours_of(person), said_by(person)
        kwargs["initial"] = {"is_quiet": quiet.is_on, "starts": quiet.starts, "ends": quiet.ends}
        super().__init__(*args, **kwargs)
        self.sorts = sorts_for(person)
        for sort in self.sorts:
            for channel in open_channels():
                self.fields[_name(sort, channel)] = forms.BooleanField(
                    label=channel.label, required=False,
                    initial=is_wanted(sort, channel, said), disabled=(sort, channel) in ALWAYS,
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a length."""
        found = super().clean() or self.cleaned_data
        times = (found.get("starts"), found.get("ends"))
        if found.get("is_quiet") and None not in times and times[0] == times[1]:
            self.add_error("ends", _("Kies een andere tijd: nu begint en eindigt het tegelijk."))
        return found

    def by_sort(self) -> Iterator[SortFields]:
        """The ticks, grouped for the page."""
        for sort in self.sorts:
            yield SortFields(sort, [self[_name(sort, channel)] for channel in open_channels()])

    def chosen(self) -> dict[tuple[str, str], bool]:
        """Yes or no, by sort and channel."""
        return {
            (sort.value, channel.value): self.cleaned_data[_name(sort, channel)]
            for sort in self.sorts
            for channel in open_channels()
        }


def sorts_for(person: Person) -> list[Sort]:
    """What this person can get messages about."""
    left_out = set()
    if not person.seats.exists():
        left_out.add(Sort.SHOP)
    if not person.may("see-console"):
        left_out.add(Sort.DESK)
    if not person.may("publish-klus"):
        left_out.add(Sort.DIGEST)
    return [sort for sort in Sort if sort not in left_out]


def _name(sort: Sort, channel: Channel) -> str:
    return f"{sort.value}-{channel.value}"

"""Forms of the run pages."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from settlement.clearing.models import ClearingRun
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm


class UntilForm(forms.Form):
    """Up to which day a run would clear."""

    until = DateField(label=_("Betalingen tot en met"), required=False)

    def cut_off(self, now: datetime) -> datetime:
        """The end of the day chosen, or now: whatever comes first."""
        day = self.cleaned_data.get("until") if self.is_valid() else None
        return min(now, end_of(day)) if day else now


def end_of(day: date) -> datetime:
    """The last moment of a day, in Dutch time."""
    midnight = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return midnight - timedelta(microseconds=1)


class OpenRunForm(KeyForm):
    """Open a run as it was shown: by this method, up to this moment."""

    method = forms.ChoiceField(
        label=_("Hoe verrekenen?"),
        choices=ClearingRun.Method.choices,
        widget=forms.RadioSelect,
    )
    cut_off = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"]
    )

    def __init__(self, *args: Any, cut_off: datetime | None = None, **kwargs: Any) -> None:
        if cut_off:
            told = cut_off.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
            first = ClearingRun.Method.BILATERAL
            kwargs["initial"] = {"cut_off": told, "method": first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

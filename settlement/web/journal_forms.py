"""Forms of the books: which period, and how the municipality calls its accounts."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from currency.models import Programme
from settlement.journal.chart import Position
from settlement.journal.lines import Account
from settlement.services.journal import Code

CODE: Final = {"class": "input input-num", "autocomplete": "off", "spellcheck": "false"}


class BooksForm(forms.Form):
    """A year of the books, or a month of it."""

    year = forms.TypedChoiceField(label=_("Jaar"), coerce=int)
    month = forms.TypedChoiceField(
        label=_("Maand"), coerce=int, required=False, empty_value=None,
        choices=[("", _("Het hele jaar")), *MONTHS.items()],
    )  # fmt: skip

    def __init__(self, data: Any, *, years: Iterable[int], today: date) -> None:
        super().__init__(data if "year" in data else {"year": today.year})
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self._today = today

    def period(self) -> tuple[date, date]:
        """The first and last day; what is no choice falls back to this year."""
        self.is_valid()
        year = self.cleaned_data.get("year") or self._today.year
        month = self.cleaned_data.get("month")
        first = date(year, month or 1, 1)
        following = (date(year, month or 12, 1) + timedelta(days=31)).replace(day=1)
        return first, following - timedelta(days=1)


class ChartForm(forms.Form):
    """A number and a name for each position, a cost centre for each programme."""

    tax_number = forms.CharField(
        label=_("Fiscaal nummer van de gemeente"),
        max_length=30,
        required=False,
        help_text=_("Zonder dit nummer kun je geen auditfile maken."),
    )

    def __init__(
        self, *args: Any, accounts: Iterable[Account], programmes: Iterable[Programme],
        centres: Mapping[int, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._accounts, self._programmes = list(accounts), list(programmes)
        for one in self._accounts:
            self.fields[f"number_{one.position}"] = forms.CharField(
                label=_("Nummer"), max_length=35, initial=one.number,
                widget=forms.TextInput(attrs=CODE),
            )  # fmt: skip
            self.fields[f"name_{one.position}"] = forms.CharField(
                label=_("Naam"), max_length=80, initial=one.name
            )
        for programme in self._programmes:
            self.fields[f"centre_{programme.id}"] = forms.CharField(
                label=programme.name, max_length=35, required=False,
                initial=centres.get(programme.id, ""), widget=forms.TextInput(attrs=CODE),
            )  # fmt: skip

    def account_fields(self) -> list[tuple[Account, forms.BoundField, forms.BoundField]]:
        """For each position its number and its name."""
        return [
            (one, self[f"number_{one.position}"], self[f"name_{one.position}"])
            for one in self._accounts
        ]

    def centre_fields(self) -> list[forms.BoundField]:
        """The cost centre of each programme."""
        return [self[f"centre_{programme.id}"] for programme in self._programmes]

    def codes(self) -> dict[Position, Code]:
        """What was typed for the positions."""
        found = self.cleaned_data
        return {
            one.position: Code(
                found[f"number_{one.position}"].strip(), found[f"name_{one.position}"].strip()
            )
            for one in self._accounts
        }

    def centres(self) -> dict[int, str]:
        """What was typed for the programmes."""
        return {one.id: self.cleaned_data[f"centre_{one.id}"].strip() for one in self._programmes}

"""The dated norms of the volunteer's law as rows of a form, and told in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from currency.rules.document import VolunteerNorm
from marketplace.web.desk_rules.kinds import Figure, Told
from tenants.web.amount import AmountField
from tenants.web.dates import DateField

PATH: Final = "volunteers.norms"
PREFIX: Final = "volunteers-norms"
SPARE_ROWS: Final = 2
MOST_ROWS: Final = 40
SUMS: Final = ("hourly", "hourly_under_21", "month", "year")


@dataclass(frozen=True)
class Norms(Told):
    """Rows of norms."""

    def told(self, value: Sequence[VolunteerNorm]) -> Figure:
        """Each in a sentence."""
        return Figure("words", " ".join(_told(norm) for norm in value) or "–")


class NormForm(forms.Form):
    """One norm. A row that is left empty is none."""

    since = DateField(label=_("Vanaf"), required=False)
    hourly = AmountField(label=_("Per uur"), required=False)
    hourly_under_21 = AmountField(label=_("Per uur, onder de 21"), required=False)
    month = AmountField(label=_("Per maand"), required=False)
    year = AmountField(label=_("Per jaar"), required=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not self.errors and not any(self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if any(found.values()) or self.errors:
            for name in self.fields:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Vul dit ook in, of maak de hele rij leeg."))
        return found

    def row(self) -> dict[str, object]:
        """The norm as the document has it."""
        found = self.cleaned_data
        sums = {name: found[name] for name in SUMS}
        return {"since": found["since"].isoformat(), **sums}


def norm_rows(data: Mapping[str, Any] | None, norms: Sequence[Mapping[str, Any]]) -> list[NormForm]:
    """A form for each norm and some to spare; as many as were sent where something was."""
    if data is None:
        initials: list[Mapping[str, Any]] = [*norms, *[{}] * SPARE_ROWS]
        return [
            NormForm(prefix=f"{PREFIX}-{number}", initial=dict(one))
            for number, one in enumerate(initials)
        ]
    count = 0
    while count < MOST_ROWS and f"{PREFIX}-{count}-since" in data:
        count += 1
    return [NormForm(data, prefix=f"{PREFIX}-{number}") for number in range(count)]


def _told(norm: VolunteerNorm) -> str:
    facts = {name: _euros(getattr(norm, name)) for name in SUMS}
    return gettext(
        "Vanaf %(since)s: € %(hourly)s per uur, onder de 21 € %(hourly_under_21)s,"
        " € %(month)s per maand en € %(year)s per jaar."
    ) % {"since": formats.date_format(norm.since, "j F Y"), **facts}


def _euros(cents: int) -> str:
    return formats.number_format(Decimal(cents) / 100, 2, force_grouping=True)

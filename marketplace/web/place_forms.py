"""Forms about a place of a shop: where it is, a week of opening hours, its tills."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import Branch, Merchant, Till
from marketplace.partner_errors import VatInvalid
from marketplace.queries.partners import open_branches
from marketplace.rules.opening_hours_given import DayProblem, problem_of, week_of
from marketplace.services.merchants import valid_vat
from marketplace.services.places import Place
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods

WEEK: Final = (
    _("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"),
    _("zondag"),
)  # fmt: skip
PARTS: Final = 2
LABELS: Final = ((_("Open van"), _("tot")), (_("en van"), _("tot")))
DAY_PROBLEMS: Final[Mapping[DayProblem, str | Promise]] = {
    DayProblem.HALF: _("Vul bij elke tijd ook de andere in, of laat ze allebei leeg."),
    DayProblem.SAME: _("Begin en einde zijn gelijk."),
    DayProblem.OVERLAP: _("Deze tijden lopen door elkaar."),
}
# Where a shop of a Dutch municipality, or just over the border, can be.
LATITUDES: Final = (Decimal(50), Decimal(54))
POINT: Final = re.compile(r"([0-9]{1,2}(?:[.,][0-9]+)?)[\s,;]+([0-9]{1,2}(?:[.,][0-9]+)?)")
LONGITUDES: Final = (Decimal(3), Decimal("7.5"))


@dataclass(frozen=True)
class DayFields:
    """One day of the week as the page shows it."""

    label: str | Promise
    fields: list[forms.BoundField]
    errors: list[str]


class PlaceForm(forms.Form):
    """Where customers come, and when it is open."""

    address = forms.CharField(label=_("Adres"), max_length=160)
    neighbourhood = NeighbourhoodField(label=_("Wijk"), required=False, empty_label=_("Kies"))
    point = forms.CharField(
        label=_("Plek op de kaart (mag, hoeft niet)"), required=False, max_length=40,
        help_text=_("Breedte en lengte, zoals op een kaart op internet: 50.88805, 5.97952."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        for day in range(len(WEEK)):
            for part in range(PARTS):
                for end in (0, 1):
                    self.fields[_field(day, part, end)] = forms.TimeField(
                        label=LABELS[part][end], required=False,
                        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
                        error_messages={"invalid": _("Vul een tijd in, zoals 09:30.")},
                    )  # fmt: skip

    @classmethod
    def of(cls, row: Merchant | Branch, **more: object) -> dict[str, object]:
        """What a form about this place starts with."""
        initial: dict[str, object] = {
            "address": row.address, "neighbourhood": row.neighbourhood_id, **more,
        }  # fmt: skip
        if row.latitude is not None:
            initial["point"] = f"{row.latitude}, {row.longitude}"
        for day, parts in row.hours.items():
            for part, ends in enumerate(parts[:PARTS]):
                for end in (0, 1):
                    initial[_field(int(day), part, end)] = ends[end]
        return initial

    def days(self) -> Iterator[DayFields]:
        """The week, a day at a time."""
        for day, label in enumerate(WEEK):
            names = [_field(day, part, end) for part in range(PARTS) for end in (0, 1)]
            errors = [str(text) for name in names for text in self.errors.get(name, ())]
            yield DayFields(label, [self[name] for name in names], errors)

    def clean_point(self) -> tuple[Decimal, Decimal] | None:
        """Latitude and longitude, or None."""
        text = self.cleaned_data["point"]
        if not text:
            return None
        found = POINT.fullmatch(text)
        words = found.groups() if found else ("0", "0")
        latitude, longitude = (Decimal(word.replace(",", ".")) for word in words)
        if not (
            LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
        ):
            raise forms.ValidationError(
                _("Dit is geen plek in Nederland. Schrijf eerst de breedte, dan de lengte.")
            )
        return round(latitude, 5), round(longitude, 5)

    def clean(self) -> None:
        """The hours of each day make sense."""
        for day in range(len(WEEK)):
            problem = problem_of(self._parts(day))
            if problem is not None:
                self.add_error(_field(day, 0, 0), str(DAY_PROBLEMS[problem]))

    def place(self) -> Place:
        """What a valid form says."""
        point = self.cleaned_data["point"]
        return Place(
            address=self.cleaned_data["address"],
            neighbourhood=self.cleaned_data["neighbourhood"],
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            hours=week_of({day: self._parts(day) for day in range(len(WEEK))}),
        )

    def _parts(self, day: int) -> list[tuple[time | None, time | None]]:
        told = self.cleaned_data
        return [
            (told.get(_field(day, part, 0)), told.get(_field(day, part, 1)))
            for part in range(PARTS)
        ]


class BranchForm(PlaceForm):
    """One more place of a shop."""

    name = forms.CharField(
        label=_("Naam van de vestiging"), max_length=40, help_text=_("Bijvoorbeeld: Hoensbroek.")
    )
    is_open = forms.BooleanField(
        label=_("Deze vestiging is open voor klanten"), required=False, initial=True
    )


class AboutForm(forms.Form):
    """What a shop tells of itself."""

    about = forms.CharField(
        label=_("Wat verkoop je?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    vat_number = forms.CharField(
        label=_("Btw-nummer (mag, hoeft niet)"), required=False, max_length=20,
        help_text=_("Je btw-identificatienummer, zoals NL004495445B01."),
    )  # fmt: skip

    def clean_vat_number(self) -> str:
        """With its country first; a wrong one is told at the field."""
        try:
            return valid_vat(self.cleaned_data["vat_number"])
        except VatInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal


class BranchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a shop's places, by name."""

    def label_from_instance(self, obj: Branch) -> str:
        """Its name."""
        return obj.name


class ShopTillForm(forms.Form):
    """A till: its name, and at which place it stands."""

    name = forms.CharField(
        label=_("Naam van de kassa"), max_length=40,
        help_text=_("Deze naam staat bij elke betaling."),
    )  # fmt: skip
    branch = BranchField(
        label=_("Waar staat de kassa?"), queryset=Branch.objects.none(), required=False
    )
    is_active = forms.BooleanField(label=_("Deze kassa is in gebruik"), required=False)

    def __init__(self, *args: Any, shop: Merchant, till: Till | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["branch"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = open_branches(shop)
        field.empty_label = shop.address or shop.name
        if till is None:
            del self.fields["is_active"]

    def branch_id(self) -> int | None:
        """The id of the chosen branch; None is the shop's own place."""
        branch = self.cleaned_data["branch"]
        return branch.id if branch else None


class PauseForm(forms.Form):
    """Why the shop takes nothing for a while."""

    note = forms.CharField(
        label=_("Wat wil je dat klanten lezen? (mag, hoeft niet)"), required=False, max_length=140,
        help_text=_("Bijvoorbeeld: we zijn dicht tot 4 januari."),
    )  # fmt: skip


def _field(day: int, part: int, end: int) -> str:
    return f"dag{day}_{part}_{('van', 'tot')[end]}"

"""Forms of buurtdeals."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from marketplace.buurtdeals.errors import DealDays
from marketplace.buurtdeals.models import Buurtdeal, HandOver, Material
from marketplace.buurtdeals.rules.season import (
    MOST_GIVEN,
    refuse_unless_season,
    usual_review,
)
from marketplace.buurtdeals.services.drafts import DealTerms, Gift
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm

GIFTS: Final = 6
WORDS: Final = (
    "title", "place", "neighbourhood", "starts_on", "ends_on", "review_on", "work", "gives",
    "residents", "contact", "reach",
)  # fmt: skip


class DealForm(KeyForm):
    """What both sides agree on, and up to six things the municipality gives."""

    title = forms.CharField(label=_("Naam van de buurtdeal"), max_length=80)
    place = forms.CharField(
        label=_("Welke plek?"), max_length=120,
        help_text=_("Bijvoorbeeld: Akerstraat, tot de brug."),
    )  # fmt: skip
    neighbourhood = NeighbourhoodField(
        label=_("Wijk"), required=False, empty_label=_("Hele gemeente")
    )
    starts_on = DateField(label=_("Eerste dag"))
    ends_on = DateField(label=_("Laatste dag"))
    review_on = DateField(
        label=_("Terugkijken op"), required=False,
        help_text=_("Leeg: vier weken voor het einde."),
    )  # fmt: skip
    work = forms.CharField(
        label=_("Wat doen de bewoners?"), max_length=1500, widget=forms.Textarea({"rows": 4})
    )
    gives = forms.CharField(
        label=_("Wat doet de gemeente? (mag, hoeft niet)"), max_length=1000, required=False,
        help_text=_("Naast het materiaal. Bijvoorbeeld: volle zakken ophalen."),
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    residents = forms.CharField(
        label=_("Wie zijn de bewoners?"), max_length=120,
        help_text=_("De naam van de groep. Inwoners lezen dit."),
    )  # fmt: skip
    contact = forms.CharField(label=_("Wie spreekt namens hen?"), max_length=120)
    reach = forms.CharField(
        label=_("Telefoon of e-mail"), max_length=120,
        help_text=_("Alleen voor de gemeente en op het blad. Niet op de site."),
    )  # fmt: skip

    def __init__(self, *args: Any, deal: Buurtdeal | None = None, **kwargs: Any) -> None:
        if deal is not None:
            kwargs["initial"] = _told(deal)
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        for number in range(1, GIFTS + 1):
            self._add_gift(number)

    def gift_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each thing, for the page."""
        return [
            (number, [self[f"{name}_{number}"] for name in ("name", "number", "rhythm")])
            for number in range(1, GIFTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """The season fits, and each thing is whole or not there at all."""
        found = super().clean() or self.cleaned_data
        self._clean_days(found)
        for number in range(1, GIFTS + 1):
            name, count = found.get(f"name_{number}"), found.get(f"number_{number}")
            if count and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Schrijf op wat het is."))
            if name and not count and f"number_{number}" not in self.errors:
                self.add_error(f"number_{number}", _("Vul een aantal in."))
        return found

    def terms(self) -> DealTerms:
        """The words and days."""
        return DealTerms(**{name: self.cleaned_data[name] for name in WORDS})

    def gifts(self) -> Sequence[Gift]:
        """The things that were filled in."""
        found = self.cleaned_data
        return [
            Gift(
                found[f"name_{n}"],
                found[f"number_{n}"],
                found[f"rhythm_{n}"] or Material.Rhythm.ONCE,
            )
            for n in range(1, GIFTS + 1)
            if found.get(f"name_{n}")
        ]

    def _clean_days(self, found: dict[str, Any]) -> None:
        first: date | None = found.get("starts_on")
        last: date | None = found.get("ends_on")
        if not first or not last or "review_on" in self.errors:
            return
        if not found.get("review_on") and first < last:
            found["review_on"] = usual_review(first, last)
        try:
            refuse_unless_season(first, last, found.get("review_on") or last)
        except DealDays as refusal:
            self.add_error(str(refusal.facts["field"]), refusal.sentence)

    def _add_gift(self, number: int) -> None:
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Wat?"), max_length=80, required=False
        )
        self.fields[f"number_{number}"] = forms.IntegerField(
            label=_("Hoeveel?"), required=False, min_value=1, max_value=MOST_GIVEN
        )
        self.fields[f"rhythm_{number}"] = forms.ChoiceField(
            label=_("Hoe vaak?"), choices=Material.Rhythm.choices, required=False,
            initial=Material.Rhythm.ONCE,
        )  # fmt: skip


class SignForm(forms.Form):
    """Who signed for the residents, and when."""

    signer = forms.CharField(
        label=_("Wie tekende namens de bewoners?"), max_length=120,
        help_text=_("De naam zoals die op het blad staat."),
    )  # fmt: skip
    signed_on = DateField(label=_("Op welke dag?"))

    def clean_signed_on(self) -> date:
        """Not in the future."""
        found: date = self.cleaned_data["signed_on"]
        if found > localdate():
            raise forms.ValidationError(_("Kies vandaag of een dag die al geweest is."))
        return found


class ReviewForm(forms.Form):
    """What both sides thought."""

    outcome = forms.ChoiceField(
        label=_("Hoe gaan jullie verder?"), choices=Buurtdeal.Outcome.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    review = forms.CharField(
        label=_("Wat ging goed, en wat kan beter?"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip


class HandOverForm(forms.Form):
    """How many of each thing changed hands."""

    note = forms.CharField(label=_("Opmerking (mag, hoeft niet)"), max_length=300, required=False)

    def __init__(self, *args: Any, found: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(found.lines.all())
        for line in self.lines:
            self.fields[f"line_{line.id}"] = forms.IntegerField(
                label=line.material.name, min_value=0, max_value=MOST_GIVEN, initial=line.number,
                help_text=_("Afgesproken: %(number)s.") % {"number": line.number},
            )  # fmt: skip
        self.order_fields([f"line_{line.id}" for line in self.lines])

    def given(self) -> dict[int, int]:
        """How many by line."""
        return {line.id: self.cleaned_data[f"line_{line.id}"] for line in self.lines}


def _told(deal: Buurtdeal) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(deal, name) for name in WORDS}
    for number, one in enumerate(deal.materials.all()[:GIFTS], start=1):
        told |= {f"name_{number}": one.name, f"number_{number}": one.number,
                 f"rhythm_{number}": one.rhythm}  # fmt: skip
    return told

"""Forms of the console."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from currency.models import Programme
from currency.queries import Budget, programmes
from marketplace.models import Klus
from marketplace.organisations.models import Organisation
from marketplace.rules.moments import Moment
from marketplace.rules.standing import stretch
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.people.models import Party
from tenants.web.amount import AmountField
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm

MOMENTS: Final = 3
PLACES: Final = 200
STRETCH: Final = ("first_day", "last_day", "places")


class ProgrammeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the town's budgets, by name and with what is free in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Programme.objects.none(), **kwargs)
        self.free: dict[int, int] = {}

    def offer(self, budgets: Sequence[Budget]) -> None:
        """Only these."""
        self.free = {budget.programme.id: budget.free for budget in budgets}
        self.queryset = programmes().filter(id__in=self.free)

    def label_from_instance(self, obj: Programme) -> str:
        """Its name, and whole coins that are free."""
        whole = formats.number_format(self.free.get(obj.id, 0) // 100, force_grouping=True)
        return str(_("%(name)s (%(free)s vrij)") % {"name": obj.name, "free": whole})


class KlusForm(KeyForm):
    """A new klus with up to three moments, or with some days in which one picks the hour."""

    organiser = forms.ChoiceField(label=_("Voor welke organisatie?"))
    title = forms.CharField(label=_("Titel"), max_length=80)
    description = forms.CharField(
        label=_("Wat ga je doen?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    category = forms.ChoiceField(label=_("Soort"), choices=Klus.Category.choices)
    programme = ProgrammeField(label=_("Uit welk budget?"), empty_label=_("Kies een budget"))
    neighbourhood = NeighbourhoodField(
        label=_("Wijk"), required=False, empty_label=_("Hele gemeente")
    )
    place = forms.CharField(
        label=_("Waar spreek je af?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: ingang Akerstraat."),
    )
    reward = AmountField(
        label=_("Beloning"), max_length=24, required=False,
        help_text=_("Per persoon. Leeg? Dan nemen we het gewone bedrag uit de regels."),
    )  # fmt: skip
    is_group = forms.BooleanField(
        label=_("Groepsklus"), required=False,
        help_text=_("De beloning is voor de hele groep samen, bij elk moment."),
    )  # fmt: skip
    checking = forms.ChoiceField(
        label=_("Hoe kijken we het na?"), choices=Klus.Checking.choices, required=False,
        help_text=_("Nakijken doet altijd iemand anders dan wie de klus deed."),
    )  # fmt: skip
    suits = forms.MultipleChoiceField(
        label=_("Voor wie kan dit?"), choices=Klus.Suits.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Wie er is, spreekt ook"), choices=Klus.Language.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Hoe lang duurt het?"), min_value=15, max_value=720, initial=60,
        help_text=_("In minuten."),
    )  # fmt: skip

    is_standing = forms.BooleanField(
        label=_("Op eigen moment"), required=False,
        help_text=_("Wie meedoet, kiest zelf een uur. Vul hieronder de dagen in."),
    )  # fmt: skip
    first_day = DateField(label=_("Eerste dag"), required=False)
    last_day = DateField(label=_("Laatste dag"), required=False)
    places = forms.IntegerField(label=_("Plekken"), required=False, min_value=1, max_value=PLACES)

    def __init__(
        self, *args: Any, budgets: Sequence[Budget], organisers: Sequence[Organisation] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.organisers = {str(found.id): found.party for found in organisers}
        if len(organisers) > 1:
            choices = [(str(found.id), found.party.name) for found in organisers]
            self.fields["organiser"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["organiser"]
        offer_neighbourhoods(self)
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.offer(budgets)
        for number in range(1, MOMENTS + 1):
            self._add_moment(number)

    def moment_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each moment, for the page."""
        return [
            (number, [self[f"{name}_{number}"] for name in ("day", "start", "places")])
            for number in range(1, MOMENTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Each moment is whole or not there at all."""
        found = super().clean() or self.cleaned_data
        if found.get("is_group") and not found.get("reward") and "reward" not in self.errors:
            self.add_error("reward", _("Vul in wat de groep samen krijgt."))
        if found.get("is_standing"):
            self._need(STRETCH)
            if (
                found.get("last_day")
                and found.get("first_day", found["last_day"]) > found["last_day"]
            ):
                self.add_error("last_day", _("Kies een dag na de eerste dag."))
            return found
        self._need(("day_1", "start_1", "places_1"))
        for number in range(2, MOMENTS + 1):
            names = [f"{name}_{number}" for name in ("day", "start", "places")]
            given = [found.get(name) for name in names]
            if any(given) and not all(given) and self.errors.keys().isdisjoint(names):
                self.add_error(
                    f"day_{number}", _("Vul bij een moment de dag, de tijd en de plekken in.")
                )
        return found

    def made_for(self) -> Party | None:
        """The organisation the klus is of; None: whoever makes it."""
        if len(self.organisers) > 1:
            return self.organisers[self.cleaned_data["organiser"]]
        return next(iter(self.organisers.values()), None)

    def moments(self) -> Sequence[Moment]:
        """The moments that were filled in, as long as the klus takes; or the stretch of days."""
        found = self.cleaned_data
        if found["is_standing"]:
            first, last, places = (found[name] for name in STRETCH)
            return [stretch(first, last, places, timezone.get_default_timezone())]
        length = timedelta(minutes=found["minutes"])
        starts = [
            (_at(found[f"day_{number}"], found[f"start_{number}"]), found[f"places_{number}"])
            for number in range(1, MOMENTS + 1)
            if found.get(f"day_{number}")
        ]
        return [Moment(start, start + length, places) for start, places in starts]

    def _need(self, names: Sequence[str]) -> None:
        """Say at each field that was left empty that it is needed."""
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])

    def _add_moment(self, number: int) -> None:
        self.fields[f"day_{number}"] = DateField(label=_("Dag"), required=False)
        self.fields[f"start_{number}"] = forms.TimeField(
            label=_("Begint om"), required=False, widget=forms.TimeInput({"type": "time"})
        )
        self.fields[f"places_{number}"] = forms.IntegerField(
            label=_("Plekken"), required=False, min_value=1, max_value=PLACES
        )


class ReasonForm(forms.Form):
    """Why; the inwoner reads it."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De inwoner leest dit."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProgrammeForm(forms.Form):
    """A new budget."""

    name = forms.CharField(label=_("Naam van het budget"), max_length=120)
    neighbourhood = NeighbourhoodField(
        label=_("Wijk"), required=False, empty_label=_("Hele gemeente")
    )
    starts_on = DateField(label=_("Vanaf"))
    ends_on = DateField(label=_("Tot en met"))
    cap = AmountField(
        label=_("Hoeveel mag er hoogstens in?"), max_length=24, required=False,
        help_text=_("Leeg: zoveel als de dekking toelaat."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)

    def clean_name(self) -> str:
        """A name once."""
        name: str = self.cleaned_data["name"].strip()
        if programmes().filter(name=name).exists():
            raise forms.ValidationError(_("Er is al een budget met deze naam."))
        return name

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        found = super().clean() or self.cleaned_data
        first: date | None = found.get("starts_on")
        last: date | None = found.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Kies een dag na de eerste dag."))
        return found


class FundForm(KeyForm):
    """Coins for a budget."""

    amount = AmountField(label=_("Hoeveel erbij?"), max_length=24)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))

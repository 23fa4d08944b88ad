"""Forms of the console."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from currency.models import Programme
from currency.queries import programmes
from currency.rules.document import Rules
from marketplace.models import Klus
from marketplace.rules.moments import Moment
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm

MOMENTS: Final = 3
PLACES: Final = 200


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProgrammeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the town's budgets, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Programme.objects.none(), **kwargs)

    def label_from_instance(self, obj: Programme) -> str:
        """Its name."""
        return obj.name


class KlusForm(KeyForm):
    """A new klus with up to three moments."""

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
    reward = AmountField(label=_("Beloning per persoon"), max_length=24)
    minutes = forms.IntegerField(
        label=_("Hoe lang duurt het?"), min_value=15, max_value=720, initial=60,
        help_text=_("In minuten."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.queryset = programmes()
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
        for number in range(1, MOMENTS + 1):
            given = [found.get(f"{name}_{number}") for name in ("day", "start", "places")]
            if any(given) and not all(given):
                self.add_error(
                    f"day_{number}", _("Vul bij een moment de dag, de tijd en de plekken in.")
                )
        return found

    def moments(self) -> Sequence[Moment]:
        """The moments that were filled in, as long as the klus takes."""
        found = self.cleaned_data
        length = timedelta(minutes=found["minutes"])
        starts = [
            (_at(found[f"day_{number}"], found[f"start_{number}"]), found[f"places_{number}"])
            for number in range(1, MOMENTS + 1)
            if found.get(f"day_{number}")
        ]
        return [Moment(start, start + length, places) for start, places in starts]

    def _add_moment(self, number: int) -> None:
        is_first = number == 1
        self.fields[f"day_{number}"] = forms.DateField(
            label=_("Dag"), required=is_first, widget=DateInput()
        )
        self.fields[f"start_{number}"] = forms.TimeField(
            label=_("Begint om"), required=is_first, widget=forms.TimeInput({"type": "time"})
        )
        self.fields[f"places_{number}"] = forms.IntegerField(
            label=_("Plekken"), required=is_first, min_value=1, max_value=PLACES
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
    starts_on = forms.DateField(label=_("Vanaf"), widget=DateInput())
    ends_on = forms.DateField(label=_("Tot en met"), widget=DateInput())

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


class RulesForm(KeyForm):
    """The few rules that a console changes; the rest of the document stays as it is."""

    per_hour = AmountField(label=_("Gewone beloning voor een uur"))
    minimum = AmountField(label=_("Minste beloning voor een klus"))
    maximum = AmountField(label=_("Hoogste beloning voor een klus"))
    payment_maximum = AmountField(label=_("Hoogste betaling in een keer"))
    payment_maximum_per_day = AmountField(label=_("Hoogste bedrag per dag"))
    maximum_balance = AmountField(label=_("Hoogste saldo van een inwoner"))
    holding_days = forms.IntegerField(
        label=_("Dagen tot een ontvangst uitbetaald kan worden"), min_value=0, max_value=90
    )
    fee_percent = forms.DecimalField(
        label=_("Kosten van inwisselen, in procent"),
        min_value=Decimal(0), max_value=Decimal(20), decimal_places=2, localize=True,
    )  # fmt: skip

    @staticmethod
    def initial_of(rules: Rules) -> dict[str, object]:
        """The fields as the rules have them now."""
        return {
            "per_hour": rules.rewards.per_hour,
            "minimum": rules.rewards.minimum,
            "maximum": rules.rewards.maximum,
            "payment_maximum": rules.payments.maximum,
            "payment_maximum_per_day": rules.payments.maximum_per_day,
            "maximum_balance": rules.pots.maximum_balance,
            "holding_days": rules.redemption.holding_days,
            "fee_percent": Decimal(rules.redemption.fee_bp) / 100,
        }

    def document(self, rules: Rules) -> dict[str, object]:
        """The whole document with what was changed."""
        found = self.cleaned_data
        old = rules.model_dump(mode="json")
        rewards = {name: found[name] for name in ("per_hour", "minimum", "maximum")}
        payments = {
            "maximum": found["payment_maximum"],
            "maximum_per_day": found["payment_maximum_per_day"],
        }
        redemption = {
            "holding_days": found["holding_days"],
            "fee_bp": int(found["fee_percent"] * 100),
        }
        return {
            **old,
            "rewards": {**old["rewards"], **rewards},
            "payments": {**old["payments"], **payments},
            "pots": {**old["pots"], "maximum_balance": found["maximum_balance"]},
            "redemption": {**old["redemption"], **redemption},
        }


class ApproveRulesForm(forms.Form):
    """From when the new rules hold."""

    starts_on = forms.DateField(label=_("Gaat in op"), widget=DateInput())

    def clean_starts_on(self) -> date:
        """Rules are never changed backwards."""
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Kies vandaag of een latere dag."))
        return day

    def starts_at(self, now: datetime) -> datetime:
        """The start of that day; today is at once."""
        return max(now, _at(self.cleaned_data["starts_on"], time.min))


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))

"""Forms of organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from currency.queries import budgets
from marketplace.errors import KvkInvalid
from marketplace.organisations.models import Organisation
from marketplace.services.merchants import valid_kvk
from marketplace.web.desk_forms import ProgrammeField
from tenants.people.models import Seat
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm


class ApplyForm(KeyForm):
    """An organisation that wants to run klussen."""

    name = forms.CharField(label=_("Naam van je organisatie"), max_length=120)
    kind = forms.ChoiceField(label=_("Soort organisatie"), choices=Organisation.Kind.choices)
    kvk_number = forms.CharField(
        label=_("KVK-nummer"), max_length=12, required=False,
        help_text=_("8 cijfers. Geen nummer? Laat het leeg."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Wat willen jullie in de buurt doen?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_kvk_number(self) -> str:
        """Eight digits or nothing; a wrong one is told at the field."""
        try:
            return valid_kvk(self.cleaned_data["kvk_number"])
        except KvkInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal


class ColleagueForm(forms.Form):
    """Somebody who takes part already, by mail address."""

    email = forms.EmailField(
        label=_("E-mailadres van je collega"), max_length=254,
        help_text=_("Je collega moet hier zelf al meedoen."),
    )  # fmt: skip
    duty = forms.ChoiceField(
        label=_("Wat mag je collega?"),
        choices=(
            (Seat.Duty.STAFF, _("Klussen maken en nakijken")),
            (Seat.Duty.OWNER, _("Ook collega’s toevoegen en weghalen")),
        ),
    )


class AllotForm(forms.Form):
    """How much of a budget an organisation may promise."""

    programme = ProgrammeField(label=_("Uit welk budget?"), empty_label=_("Kies een budget"))
    amount = AmountField(
        label=_("Hoeveel mag de organisatie in totaal beloven?"), max_length=24,
        help_text=_("Het bedrag vervangt wat er stond."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.offer(budgets())

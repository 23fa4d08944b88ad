"""Forms of cards: reading one at the till, making, blocking and replacing one at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from currency.models import Card
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.people.models import Person
from tenants.people.queries import person_by_word
from tenants.web.key_form import KeyForm


class CardField(forms.CharField):
    """The code on a card, scanned or typed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(
            label=_("Code van de kaart"),
            help_text=_("18 letters en cijfers. Ze staan onder de QR-code."),
            max_length=200,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )


class PinField(forms.RegexField):
    """Four digits, keyed by the holder; never filled in again."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-pin": ""},
            render_value=False,
        )
        wrong = _("Een pincode heeft 4 cijfers.")
        super().__init__(
            r"^[0-9]{4}$", label=_("Pincode"), max_length=4, widget=widget,
            error_messages={"invalid": wrong, "max_length": wrong}, **kwargs,
        )  # fmt: skip


class CardPayForm(forms.Form):
    """A card, and its PIN where that is needed."""

    code = CardField()
    pin = PinField(
        required=False, help_text=_("De klant toetst de pincode zelf in. Kijk even weg.")
    )


class CardBalanceForm(forms.Form):
    """A card and its PIN."""

    code = CardField()
    pin = PinField(help_text=_("De klant toetst de pincode zelf in. Kijk even weg."))


class NewCardForm(KeyForm):
    """For whom: a resident who takes part already, or somebody new without a mailbox."""

    who = forms.CharField(
        label=_("Doet deze inwoner al mee? Vul dan in wie het is"), max_length=254, required=False,
        help_text=_("Een e-mailadres of een inwonernummer."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Doet deze inwoner nog niet mee? Vul dan de naam in"), max_length=120,
        required=False,
        help_text=_("Voor wie geen e-mail heeft. Controleer wie het is, met een legitimatie."),
    )  # fmt: skip
    birthday = forms.DateField(
        label=_("Geboortedatum (mag, hoeft niet)"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    neighbourhood = NeighbourhoodField(
        label=_("Wijk (mag, hoeft niet)"), required=False, empty_label=_("Kies")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)

    def clean_who(self) -> Person | None:
        """Somebody who is there."""
        word = self.cleaned_data["who"]
        found = person_by_word(word) if word else None
        if word and found is None:
            raise forms.ValidationError(_("Deze inwoner kennen we niet."))
        return found

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or self.cleaned_data
        if self.errors:
            return found
        if bool(found.get("who")) == bool(found.get("name", "").strip()):
            self.add_error("who", _("Vul een van de twee in: wie al meedoet, of een nieuwe naam."))
        return found


class CloseCardForm(forms.Form):
    """Why a card goes out of use."""

    reason = forms.ChoiceField(
        label=_("Wat is er met de kaart?"), choices=Card.Reason.choices, widget=forms.RadioSelect
    )


class PrintForm(KeyForm):
    """Printing: the same form again gives the same paper."""

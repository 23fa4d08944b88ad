"""Forms about a shop's people, its account and its terms; and those of the console about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.errors import IbanInvalid
from marketplace.models import Merchant
from marketplace.services.merchants import valid_iban
from tenants.people.models import Seat
from tenants.web.key_form import KeyForm


class InviteForm(forms.Form):
    """Whom to ask, and for what."""

    email = forms.EmailField(
        label=_("E-mailadres"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Hierop komt de uitnodiging. De persoon logt er ook mee in."),
    )  # fmt: skip
    duty = forms.ChoiceField(label=_("Wat gaat deze persoon doen?"))

    def __init__(self, *args: Any, duties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["duty"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(duty, Seat.Duty(duty).label) for duty in duties]


class OwnerForm(forms.Form):
    """Whom the municipality asks to be the owner of a shop that has none."""

    email = forms.EmailField(
        label=_("E-mailadres van de eigenaar"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class DutyForm(forms.Form):
    """What somebody does at the shop."""

    duty = forms.ChoiceField(label=_("Wat doet deze persoon?"), choices=Seat.Duty.choices)


class AccountForm(KeyForm):
    """Another account for a shop's euros."""

    iban = forms.CharField(
        label=_("Nieuw rekeningnummer (IBAN)"), max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    account_name = forms.CharField(label=_("Op naam van"), max_length=70)

    def clean_iban(self) -> str:
        """Without spaces; a wrong one is told at the field."""
        try:
            return valid_iban(self.cleaned_data["iban"])
        except IbanInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal


class AccountApproveForm(forms.Form):
    """What the second person did before saying yes."""

    has_called = forms.BooleanField(
        label=_("Ik heb de winkel gebeld op een nummer dat we al hadden, en het klopt."),
        error_messages={"required": _("Bel eerst de winkel, en zet dan hier een vinkje.")},
    )


class AccountDeclineForm(forms.Form):
    """Why the account will not be used."""

    reason = forms.CharField(
        label=_("Waarom niet?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De winkel leest dit. Schrijf geen rekeningnummer op."),
    )  # fmt: skip


class TermsForm(forms.Form):
    """A new version of the terms for shops."""

    text = forms.CharField(
        label=_("Tekst van de voorwaarden"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Gewone tekst. Een lege regel begint een nieuwe alinea."),
    )  # fmt: skip
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AcceptTermsForm(forms.Form):
    """An owner agrees."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    is_agreed = forms.BooleanField(
        label=_("Ik heb de voorwaarden gelezen en ga akkoord."),
        error_messages={"required": _("Zet een vinkje als je akkoord gaat.")},
    )


class CategoryForm(forms.Form):
    """What kind of shop it is."""

    category = forms.ChoiceField(label=_("Soort winkel"), choices=Merchant.Category.choices)


class ConsoleShopFilter(forms.Form):
    """Which shops staff looks for."""

    zoek = forms.CharField(label=_("Zoek"), required=False, max_length=60)
    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[
            ("", _("Alle")), *Merchant.State.choices, ("paused", _("pauze")),
            ("terms", _("niet akkoord met de voorwaarden")), ("account", _("nieuw rekeningnummer")),
        ],
    )  # fmt: skip
    soort = forms.ChoiceField(
        label=_("Soort winkel"), required=False,
        choices=[("", _("Alle soorten")), *Merchant.Category.choices],
    )  # fmt: skip

    def chosen(self) -> tuple[str, str, str]:
        """Words, state and category; a field with a mistake narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        return found.get("zoek") or "", found.get("stand") or "", found.get("soort") or ""

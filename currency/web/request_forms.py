"""Forms of asking each other for coins."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from currency.rules.shares import MOST, equal_shares
from currency.services.split_bills import ShareAsked
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm

NOTHING_IS_TOLD: Final = _(
    "Laat dit leeg voor een QR-code die je zelf laat zien. Of er iemand met dit adres meedoet, "
    "zeggen we niet."
)


class AskForm(KeyForm):
    """How much is asked, what for, and of whom."""

    amount = AmountField(label=_("Hoeveel vraag je?"), max_length=24)
    description = forms.CharField(
        label=_("Waarvoor? (mag, hoeft niet)"), required=False, max_length=140
    )
    email = forms.EmailField(
        label=_("E-mailadres van wie moet betalen (mag, hoeft niet)"),
        required=False,
        help_text=NOTHING_IS_TOLD,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SharersField(forms.IntegerField):
    """How many share a bill."""

    def __init__(self, **kwargs: Any) -> None:
        few_or_many = _("Delen kan met 2 tot 20 mensen.")
        messages = {"min_value": few_or_many, "max_value": few_or_many}
        super().__init__(min_value=2, max_value=MOST, initial=2, error_messages=messages, **kwargs)


class SplitForm(KeyForm):
    """A bill that one paid and all share."""

    total = AmountField(label=_("Hoeveel was het samen?"), max_length=24)
    description = forms.CharField(
        label=_("Waarvoor? (mag, hoeft niet)"), required=False, max_length=140
    )
    people = SharersField(label=_("Met hoeveel mensen, jij erbij?"))
    emails = forms.CharField(
        label=_("E-mailadressen van de anderen (mag, hoeft niet)"),
        required=False,
        max_length=4_000,
        help_text=_("Eén adres per regel. Wie geen adres heeft, scant jouw code."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def clean_emails(self) -> list[str]:
        """The addresses, each once; a wrong one is named by its line."""
        found: list[str] = []
        for number, line in enumerate(self.cleaned_data["emails"].splitlines(), start=1):
            address = line.strip().lower()
            if not address:
                continue
            try:
                validate_email(address)
            except ValidationError as error:
                raise forms.ValidationError(
                    _("Regel %(number)s is geen e-mailadres."), params={"number": number}
                ) from error
            if address in found:
                raise forms.ValidationError(
                    _("Regel %(number)s staat er al."), params={"number": number}
                )
            found.append(address)
        return found

    def clean(self) -> dict[str, Any]:
        """No more addresses than others, and a share of at least one hundredth for each."""
        found = super().clean() or self.cleaned_data
        people, emails, total = found.get("people"), found.get("emails"), found.get("total")
        if people and emails and len(emails) > people - 1:
            self.add_error("emails", _("Dat zijn meer adressen dan mensen."))
        if people and total and total < people:
            self.add_error("total", _("Dit bedrag is te klein om zo te delen."))
        return found

    def shares(self) -> list[ShareAsked]:
        """What the others pay, in equal parts; who shares is the first to pay a unit left over."""
        people, emails = self.cleaned_data["people"], self.cleaned_data["emails"]
        others = equal_shares(self.cleaned_data["total"], people)[1:]
        names = [*emails, *[""] * (len(others) - len(emails))]
        return [ShareAsked(amount, name) for amount, name in zip(others, names, strict=True)]

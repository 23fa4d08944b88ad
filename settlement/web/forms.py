"""Forms of the settlement pages. Amounts are typed in euros and come out as cents."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.web.amount import AmountField
from tenants.web.dates import DateField
from tenants.web.key_form import KeyForm

LARGEST_CENTS: Final = 10_000_000_000


class MakeBatchForm(KeyForm):
    """Put a batch together out of what is ready."""

    minimum_cents = AmountField(
        label=_("Alleen bedragen vanaf (euro)"),
        required=False,
        help_text=_("Laat leeg om alles te betalen wat klaarstaat."),
    )


class DepositForm(KeyForm):
    """Euros that were set aside without a bank file."""

    cents = AmountField(
        label=_("Bedrag in euro"),
        maximum=LARGEST_CENTS,
        help_text=_("Zoals het op de dekkingsrekening is bijgeschreven."),
    )


class BankFileForm(forms.Form):
    """A file from the bank."""

    file = forms.FileField(
        label=_("Bestand van de bank"),
        help_text=_("Een camt.053, camt.054 of pain.002. Heeft de bank die niet, dan een MT940."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xml,.940,.mt940,.sta,.swi,.txt,text/xml,application/xml,text/plain"}
        ),
    )


class NoteForm(forms.Form):
    """Why a movement is no matter of the house."""

    note = forms.CharField(
        label=_("Wat is dit?"), help_text=_("Bijvoorbeeld: kosten van de bank."), max_length=140
    )


class BankAccountForm(forms.Form):
    """The account the municipality pays from."""

    iban = forms.CharField(
        label=_("Rekeningnummer (IBAN)"),
        max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Op naam van"), max_length=70)


class PeriodForm(forms.Form):
    """The days of a statement."""

    since = DateField(label=_("Vanaf"))
    until = DateField(label=_("Tot en met"))

    @classmethod
    def of(cls, data: Any, today: date) -> "PeriodForm":
        """The form of a query string; without one, the month so far."""
        if "since" in data or "until" in data:
            return cls(data)
        return cls({"since": today.replace(day=1).isoformat(), "until": today.isoformat()})

    def period(self, today: date) -> tuple[date, date]:
        """The days chosen; a field with a mistake falls back to the month so far."""
        self.is_valid()
        since: date = self.cleaned_data.get("since") or today.replace(day=1)
        until: date = self.cleaned_data.get("until") or today
        return since, until

"""Forms of the currency's pages."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from currency.models import Entry


class CodeForm(forms.Form):
    """A payment code typed by hand."""

    code = forms.CharField(
        label=_("Code van de kassa"),
        help_text=_("8 letters en cijfers. Ze staan onder de QR-code."),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class StatementFilter(forms.Form):
    """Narrow a statement to a period and a direction."""

    since = forms.DateField(
        label=_("Vanaf"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Tot en met"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    direction = forms.ChoiceField(
        label=_("Bij of af"),
        required=False,
        choices=[("", _("Alles")), ("in", _("Bij")), ("out", _("Af"))],
    )

    def narrows(self) -> bool:
        """Whether anything is asked that leaves entries out."""
        self.is_valid()
        return any(self.cleaned_data.values())

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries that fit; a field with a mistake narrows nothing."""
        self.is_valid()
        if since := self.cleaned_data.get("since"):
            entries = entries.filter(transfer__at__date__gte=since)
        if until := self.cleaned_data.get("until"):
            entries = entries.filter(transfer__at__date__lte=until)
        if direction := self.cleaned_data.get("direction"):
            entries = (
                entries.filter(amount__gt=0) if direction == "in" else entries.filter(amount__lt=0)
            )
        return entries

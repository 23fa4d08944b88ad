"""Forms of what a shop offers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.offers.errors import OriginInvalid
from marketplace.offers.models import Deal
from marketplace.offers.rules.origins import plain_origin
from marketplace.offers.services.deals import LONGEST_DAYS, MOST_PLACES, DealTerms
from marketplace.offers.services.pages import PageText
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm


class DealForm(KeyForm):
    """What a shop gives, for how much, how often and when."""

    title = forms.CharField(
        label=_("Wat geef je?"), max_length=80, help_text=_("Bijvoorbeeld: koffie met vlaai.")
    )
    terms = forms.CharField(
        label=_("Wat moet de klant weten? (mag, hoeft niet)"),
        required=False,
        max_length=300,
        help_text=_("Bijvoorbeeld: alleen op dinsdag, één per klant."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    costs = forms.ChoiceField(
        label=_("Wat kost het?"),
        choices=[
            ("price", _("Een vaste prijs")),
            ("free", _("Niets, het is gratis")),
            ("keyed", _("Dat toetsen we aan de kassa in")),
        ],
        initial="price",
        widget=forms.RadioSelect,
    )
    price = AmountField(label=_("Prijs"), required=False, max_length=24)
    number = forms.IntegerField(
        label=_("Hoe vaak geef je het?"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_(
            "Is het op, dan kan niemand het nog krijgen. Ook niet als twee tegelijk komen."
        ),
    )
    starts_on = forms.DateField(
        label=_("Eerste dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Laatste dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """A fixed price is told; the last day comes after the first, within a year."""
        found = super().clean() or self.cleaned_data
        if found.get("costs") == "price" and not found.get("price") and "price" not in self.errors:
            self.add_error("price", _("Vul de prijs in."))
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))
        elif first and last and (last - first).days > LONGEST_DAYS:
            self.add_error("ends_on", _("Een actie duurt hoogstens een jaar."))
        return found

    def as_terms(self) -> DealTerms:
        """What was filled in."""
        found = self.cleaned_data
        prices = {"price": found["price"], "free": 0, "keyed": None}
        return DealTerms(
            title=found["title"], terms=found["terms"], number=found["number"],
            starts_on=found["starts_on"], ends_on=found["ends_on"], price=prices[found["costs"]],
        )  # fmt: skip


def filled_with(deal: Deal) -> dict[str, object]:
    """A deal as the first values of its form."""
    costs = "keyed" if deal.price is None else "price" if deal.price else "free"
    fields = ("title", "terms", "number", "starts_on", "ends_on")
    return {
        **{name: getattr(deal, name) for name in fields}, "costs": costs, "price": deal.price or ""
    }  # fmt: skip


class ClaimForm(KeyForm):
    """How much the customer pays, for a deal without a price of its own."""

    amount = AmountField(label=_("Bedrag"), required=False, max_length=24)


class PartForm(KeyForm):
    """A bill in euros, and how much of it is paid in coins."""

    total = AmountField(label=_("Hele rekening in euro’s"), max_length=24)
    coins = AmountField(
        label=_("Hoeveel wil de klant met munten betalen? (mag, hoeft niet)"),
        required=False,
        max_length=24,
        help_text=_("Laat dit leeg voor zoveel als mag."),
    )


class PageForm(forms.Form):
    """What a shop tells of itself."""

    intro = forms.CharField(
        label=_("Vertel over je winkel"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.URLField(
        label=_("Website (mag, hoeft niet)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Bijvoorbeeld: https://www.voorbeeld.nl"),
    )
    phone = forms.RegexField(
        r"^[0-9+()\- ]{0,20}$",
        label=_("Telefoon (mag, hoeft niet)"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Schrijf een telefoonnummer met alleen cijfers.")},
    )
    part_percent = forms.IntegerField(
        label=_("Hoeveel procent van een rekening mag met munten?"),
        min_value=1,
        max_value=100,
        help_text=_("100 is alles. Bij minder betaalt de klant de rest op een andere manier."),
    )
    part_note = forms.CharField(
        label=_("Waarvoor geldt dat? (mag, hoeft niet)"),
        required=False,
        max_length=140,
        help_text=_("Bijvoorbeeld: niet op tabak en statiegeld."),
    )

    def clean_website(self) -> str:
        """A web address alone: no script, no file."""
        found: str = self.cleaned_data["website"]
        if found and not found.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Een webadres begint met https://."))
        return found

    def as_text(self) -> PageText:
        """What was filled in."""
        return PageText(**self.cleaned_data)


class OriginForm(forms.Form):
    """The address of a web site."""

    origin = forms.CharField(
        label=_("Adres van de website"),
        max_length=200,
        help_text=_("Bijvoorbeeld: https://www.heerlen.nl"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def clean_origin(self) -> str:
        """As a policy names it; anything more is told at the field."""
        found = plain_origin(self.cleaned_data["origin"])
        if found is None:
            raise forms.ValidationError(OriginInvalid.sentence, code=OriginInvalid.code)
        return found

"""Forms of residents and shops."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.errors import IbanInvalid, KvkInvalid, PhotoTooLarge
from marketplace.finding.web.places import place_choices
from marketplace.models import Klus, Merchant, ShopTerms
from marketplace.partner_errors import VatInvalid
from marketplace.photos import MAXIMUM_BYTES
from marketplace.queries import KlusFilter
from marketplace.services.merchants import valid_iban, valid_kvk, valid_vat
from tenants.people.models import Neighbourhood
from tenants.people.queries import neighbourhoods
from tenants.web.amount import AmountField
from tenants.web.key_form import KeyForm

SHORT_MINUTES: Final = 60


class NeighbourhoodField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the town's neighbourhoods, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Neighbourhood.objects.none(), **kwargs)

    def label_from_instance(self, obj: Neighbourhood) -> str:
        """Its name."""
        return obj.name


def offer_neighbourhoods(form: forms.Form) -> None:
    """Fill the form's neighbourhood field with this tenant's own, at the time of asking."""
    field = form.fields["neighbourhood"]
    assert isinstance(field, NeighbourhoodField)
    field.queryset = neighbourhoods()


class StartField(forms.ChoiceField):
    """Where a list begins: a neighbourhood by its number, or where somebody is now."""

    def __init__(self, *, nowhere: str | Promise) -> None:
        super().__init__(label=_("Dicht bij"), required=False)
        self.nowhere = nowhere


def offer_starts(form: forms.Form, places: Sequence[Neighbourhood]) -> None:
    """Fill the form's `near` with these neighbourhoods, and with the point that was asked."""
    field = form.fields["near"]
    assert isinstance(field, StartField)
    asked = str(form.data.get("near", ""))
    field.choices = [("", field.nowhere), *place_choices(places, asked)]


class KlusFilterForm(forms.Form):
    """What a resident looks for."""

    text = forms.CharField(label=_("Zoek"), required=False, max_length=60)
    neighbourhood = NeighbourhoodField(
        label=_("Wijk"), required=False, empty_label=_("Alle wijken")
    )
    category = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *Klus.Category.choices]
    )
    day = forms.DateField(
        label=_("Dag"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    short = forms.BooleanField(label=_("Tot 1 uur"), required=False)
    near = StartField(nowhere=_("Bij jouw wijk"))
    order = forms.ChoiceField(
        label=_("Volgorde"),
        required=False,
        choices=[("", _("Dichtst bij jou eerst")), ("day", _("Eerste dag eerst"))],
    )

    kan = forms.MultipleChoiceField(
        label=_("Wat kun jij?"), required=False, choices=Klus.Suits.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Dit bewaren we niet. Het geldt alleen voor deze lijst."),
    )  # fmt: skip
    taal = forms.ChoiceField(
        label=_("Iemand spreekt er ook"), required=False,
        choices=[("", _("Maakt niet uit")), *Klus.Language.choices],
    )  # fmt: skip
    ver = forms.ChoiceField(
        label=_("Hoe ver wil je lopen?"), required=False,
        choices=[("", _("Om de hoek")), ("30", _("Tot een half uur")), ("overal", _("Overal"))],
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[Neighbourhood] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        offer_starts(self, places or ())
        if places is not None:
            # The page has read them already.
            field = self.fields["neighbourhood"]
            assert isinstance(field, NeighbourhoodField)
            field.choices = [("", field.empty_label), *((one.id, one.name) for one in places)]

    def walk_minutes(self, usual: int) -> int | None:
        """How far the list reaches; None: everywhere. Who looks for something looks everywhere."""
        found = self.cleaned_data
        far = found.get("ver") or ""
        if far.isdecimal():
            return int(far)
        is_search = found.get("text") or found.get("neighbourhood")
        return None if far or is_search else usual

    def chosen(self) -> KlusFilter:
        """What was asked; a field with a mistake narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        place = found.get("neighbourhood")
        return KlusFilter(
            neighbourhood_id=place.id if place else None,
            category=found.get("category") or "",
            day=found.get("day"),
            text=found.get("text") or "",
            most_minutes=SHORT_MINUTES if found.get("short") else None,
            suits=found.get("kan") or (),
            language=found.get("taal") or "",
        )


class ShopFilterForm(forms.Form):
    """Which shop a resident looks for. `day` asks for shops that are open then."""

    text = forms.CharField(label=_("Zoek"), required=False, max_length=60)
    category = forms.ChoiceField(
        label=_("Soort winkel"),
        required=False,
        choices=[("", _("Alle winkels")), *Merchant.Category.choices],
    )
    day = forms.DateField(
        label=_("Open op"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    near = StartField(nowhere=_("Maakt niet uit"))

    def __init__(
        self, *args: Any, places: Sequence[Neighbourhood] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_starts(self, places or ())

    def chosen(self) -> dict[str, Any]:
        """What `merchants_found` is asked; a field with a mistake narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "text": found.get("text") or "",
            "category": found.get("category") or "",
            "open_on": found.get("day"),
        }


class ProofForm(forms.Form):
    """A photo of the work, and a word with it."""

    photo = forms.FileField(
        label=_("Foto van na de klus"),
        help_text=_("JPG, PNG of WebP, tot 10 MB. Zet geen mensen of nummerborden op de foto."),
        error_messages={"required": _("Kies eerst een foto.")},
        # Without `capture`: who took the photo earlier can pick it.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    note = forms.CharField(
        label=_("Wil je iets kwijt? (mag, hoeft niet)"),
        required=False,
        max_length=500,
        help_text=_("Bijvoorbeeld: de afvalbak bij de vijver is kapot."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_photo(self) -> UploadedFile:
        """The upload; one over the limit is refused before it is read."""
        photo: UploadedFile = self.cleaned_data["photo"]
        if (photo.size or 0) > MAXIMUM_BYTES:
            raise forms.ValidationError(PhotoTooLarge.sentence, code=PhotoTooLarge.code)
        return photo


class SignOffForm(forms.Form):
    """What came between; the organiser reads it when it is late."""

    reason = forms.CharField(
        label=_("Wat kwam ertussen? (mag, hoeft niet)"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TillForm(KeyForm):
    """What the customer pays."""

    amount = AmountField(label=_("Bedrag"), max_length=24)
    description = forms.CharField(
        label=_("Omschrijving (mag, hoeft niet)"), required=False, max_length=140
    )


class RefundForm(KeyForm):
    """How much money is given back, and why."""

    amount = AmountField(label=_("Bedrag"), max_length=24)
    reason = forms.CharField(
        label=_("Waarom betaal je terug?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: het brood was op."),
    )


class TillNameForm(forms.Form):
    """One more till."""

    name = forms.CharField(label=_("Naam van de kassa"), max_length=40)


class ApplyForm(KeyForm):
    """A shop that wants to take part."""

    name = forms.CharField(label=_("Naam van je winkel"), max_length=120)
    category = forms.ChoiceField(label=_("Soort winkel"), choices=Merchant.Category.choices)
    kvk_number = forms.CharField(
        label=_("KVK-nummer"), max_length=12, help_text=_("8 cijfers. Het staat op je uittreksel.")
    )
    vat_number = forms.CharField(
        label=_("Btw-nummer (mag, hoeft niet)"), required=False, max_length=20,
        help_text=_("Je btw-identificatienummer, zoals NL004495445B01."),
    )  # fmt: skip
    iban = forms.CharField(
        label=_("Rekeningnummer (IBAN)"),
        max_length=42,
        help_text=_("Hierop betaalt de gemeente je in euro’s."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    account_name = forms.CharField(label=_("Op naam van"), max_length=70)
    address = forms.CharField(label=_("Adres van de winkel"), max_length=160)
    neighbourhood = NeighbourhoodField(label=_("Wijk"), required=False, empty_label=_("Kies"))
    about = forms.CharField(
        label=_("Wat verkoop je?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    terms_version = forms.IntegerField(widget=forms.HiddenInput)
    is_agreed = forms.BooleanField(
        label=_("Ik heb de voorwaarden gelezen en ga akkoord."),
        error_messages={"required": _("Zet een vinkje als je akkoord gaat.")},
    )

    def __init__(self, *args: Any, terms: ShopTerms | None = None, **kwargs: Any) -> None:
        initial = {"terms_version": terms.version} if terms else {}
        super().__init__(*args, initial=initial, **kwargs)
        offer_neighbourhoods(self)
        if terms is None:
            del self.fields["terms_version"], self.fields["is_agreed"]

    def told(self) -> dict[str, Any]:
        """What a valid form tells of the shop."""
        apart = {"key", "terms_version", "is_agreed"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    def clean_vat_number(self) -> str:
        """With its country first; a wrong one is told at the field."""
        try:
            return valid_vat(self.cleaned_data["vat_number"])
        except VatInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal

    def clean_iban(self) -> str:
        """Without spaces; a wrong one is told at the field."""
        try:
            return valid_iban(self.cleaned_data["iban"])
        except IbanInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal

    def clean_kvk_number(self) -> str:
        """Eight digits; a wrong one is told at the field."""
        try:
            return valid_kvk(self.cleaned_data["kvk_number"])
        except KvkInvalid as refusal:
            raise forms.ValidationError(refusal.sentence, code=refusal.code) from refusal

"""Forms of the klusbox."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from marketplace.errors import PhotoTooLarge
from marketplace.klusbox.errors import HoursInvalid, NobodyFound
from marketplace.klusbox.models import Item, Kind, Klusbox
from marketplace.klusbox.queries.boxes import boxes, kinds
from marketplace.klusbox.queries.free import Offer
from marketplace.klusbox.services.boxes import MOST_AT_ONCE, BoxDetails
from marketplace.klusbox.services.reserving import MOST_ITEMS
from marketplace.photos import MAXIMUM_BYTES
from marketplace.web.forms import NeighbourhoodField, offer_neighbourhoods
from tenants.people.models import Person
from tenants.people.queries import person_by_word
from tenants.web.key_form import KeyForm

HOURS: Final = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})$")


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of some things that have a name."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name."""
        return str(obj.name)


class PhotoField(forms.FileField):
    """A photo; one over the limit is refused before it is read."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}))
        kwargs.setdefault("help_text", _("JPG, PNG of WebP, tot 10 MB."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError above 10 MB."""
        photo: UploadedFile | None = super().clean(data, initial)
        if photo and (photo.size or 0) > MAXIMUM_BYTES:
            raise forms.ValidationError(PhotoTooLarge.sentence, code=PhotoTooLarge.code)
        return photo


class ReserveForm(KeyForm):
    """How many of each kind; the period stands beside it."""

    klus = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        for offer in offers:
            self.fields[f"kind_{offer.kind.id}"] = forms.IntegerField(
                label=offer.kind.name, min_value=0, max_value=min(offer.free, MOST_ITEMS),
                required=False, initial=0,
                widget=forms.NumberInput({"class": "input input-num", "inputmode": "numeric"}),
            )  # fmt: skip

    def rows(self) -> list[tuple[Offer, forms.BoundField]]:
        """Each kind with its field, for the page."""
        return [(offer, self[f"kind_{offer.kind.id}"]) for offer in self.offers]

    def wanted(self) -> dict[int, int]:
        """How many of each kind."""
        return {
            offer.kind.id: self.cleaned_data.get(f"kind_{offer.kind.id}") or 0
            for offer in self.offers
        }


class NoteForm(forms.Form):
    """A word about a thing."""

    note = forms.CharField(
        label=_("Wat is er aan de hand?"), max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = is_needed
        if not is_needed:
            self.fields["note"].label = _("Wil je er iets bij schrijven? (mag, hoeft niet)")


class BackForm(forms.Form):
    """How it came back."""

    condition = forms.ChoiceField(
        label=_("Hoe komt het terug?"), widget=forms.RadioSelect,
        choices=[("heel", _("Heel")), ("stuk", _("Stuk")), ("kwijt", _("Het komt niet terug"))],
    )  # fmt: skip
    note = forms.CharField(
        label=_("Wat is er aan de hand?"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}), help_text=_("Nodig als het stuk of kwijt is."),
    )  # fmt: skip


class LendForm(KeyForm):
    """Who borrows it now, and until when."""

    who = forms.CharField(
        label=_("Voor wie?"), max_length=120, help_text=_("E-mailadres of inwonernummer.")
    )
    until = forms.DateTimeField(
        label=_("Terug uiterlijk"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        local = timezone.localtime(now)
        until = local.replace(hour=17, minute=0, second=0, microsecond=0)
        kwargs["initial"] = {"until": until if until > local else until + timedelta(days=1)}
        super().__init__(*args, **kwargs)
        self.person: Person | None = None

    def clean_who(self) -> str:
        """Somebody of this town."""
        word: str = self.cleaned_data["who"]
        self.person = person_by_word(word)
        if self.person is None:
            raise forms.ValidationError(NobodyFound.sentence, code=NobodyFound.code)
        return word


class MoveForm(forms.Form):
    """Another box."""

    box = NamedField(queryset=Klusbox.objects.none(), label=_("Naar welke box?"))

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["box"]
        assert isinstance(field, NamedField)
        field.queryset = boxes().exclude(id=item.box_id)


class PictureForm(forms.Form):
    """A photo of a thing."""

    photo = PhotoField(label=_("Foto"), error_messages={"required": _("Kies eerst een foto.")})


class AddForm(KeyForm):
    """New things of a kind that is there, or of a new one."""

    kind = NamedField(
        queryset=Kind.objects.none(), label=_("Wat is het?"), required=False,
        empty_label=_("Iets nieuws"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Naam van iets nieuws"), max_length=60, required=False,
        help_text=_("Bijvoorbeeld: grijper."),
    )  # fmt: skip
    about = forms.CharField(label=_("Waarvoor is het?"), max_length=300, required=False)
    longest_days = forms.IntegerField(
        label=_("Hoeveel dagen mag je het lenen?"), min_value=1, max_value=60, initial=3,
        help_text=_("Alleen voor iets nieuws."),
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("Hoeveel komen erbij?"), min_value=1, max_value=MOST_AT_ONCE, initial=1
    )
    photo = PhotoField(label=_("Foto (mag, hoeft niet)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, NamedField)
        field.queryset = kinds()

    def clean(self) -> dict[str, Any]:
        """A kind is chosen or named."""
        found = super().clean() or self.cleaned_data
        if not found.get("kind") and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Kies wat het is, of geef iets nieuws een naam."))
        return found


class BoxForm(KeyForm):
    """A box: where it stands, how it opens, and when."""

    name = forms.CharField(label=_("Naam"), max_length=60)
    place = forms.CharField(
        label=_("Waar staat hij?"), max_length=120, help_text=_("Bijvoorbeeld: naast de kerk.")
    )
    neighbourhood = NeighbourhoodField(label=_("Wijk"), required=False, empty_label=_("Kies"))
    access = forms.CharField(
        label=_("Hoe gaat hij open?"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Alleen wie iets reserveerde, leest dit."),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("Inwoners kunnen hier reserveren"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_neighbourhoods(self)
        for number, day in WEEKDAYS.items():
            self.fields[f"day_{number}"] = forms.CharField(
                label=str(day).capitalize(), max_length=40, required=False,
                widget=forms.TextInput({"placeholder": "9.00-12.00, 13.00-17.00"}),
            )  # fmt: skip

    @classmethod
    def of(cls, box: Klusbox, data: Any) -> "BoxForm":
        """The form of a box that is there."""
        initial = {
            "name": box.name, "place": box.place, "neighbourhood": box.neighbourhood_id,
            "access": box.access, "is_open": box.is_open,
            **{f"day_{day}": _said(parts) for day, parts in box.hours.items()},
        }  # fmt: skip
        return cls(data, initial=initial)

    def day_fields(self) -> list[forms.BoundField]:
        """The fields of the week."""
        return [self[f"day_{number}"] for number in WEEKDAYS]

    def clean(self) -> dict[str, Any]:
        """Hours in pairs, each day in order."""
        found = super().clean() or self.cleaned_data
        self.hours: dict[str, list[list[str]]] = {}
        for number in WEEKDAYS:
            try:
                parts = read_hours(found.get(f"day_{number}") or "")
            except HoursInvalid as refusal:
                self.add_error(f"day_{number}", str(refusal.sentence))
            else:
                self.hours |= {str(number): parts} if parts else {}
        return found

    def details(self) -> BoxDetails:
        """What was told, of a valid form; it stands in the middle of its neighbourhood."""
        found = self.cleaned_data
        area = found["neighbourhood"]
        is_known = area is not None and area.latitude is not None
        return BoxDetails(
            name=found["name"], place=found["place"], access=found["access"], hours=self.hours,
            neighbourhood=area, point=(area.latitude, area.longitude) if is_known else None,
        )  # fmt: skip


def read_hours(text: str) -> list[list[str]]:
    """ "9.00-12.00, 13.00-17.00" as pairs of "HH:MM". Raises HoursInvalid."""
    parts = [_pair(part.strip()) for part in text.split(",") if part.strip()]
    clocks = [clock for pair in parts for clock in pair]
    if clocks != sorted(set(clocks)):
        raise HoursInvalid
    return parts


def _pair(text: str) -> list[str]:
    found = HOURS.match(text)
    if found is None:
        raise HoursInvalid
    hours = [int(found[1]), int(found[3])]
    minutes = [int(found[2]), int(found[4])]
    if max(hours) > 23 or max(minutes) > 59:
        raise HoursInvalid
    return [f"{hour:02}:{minute:02}" for hour, minute in zip(hours, minutes, strict=True)]


def _said(parts: Sequence[Sequence[str]]) -> str:
    return ", ".join("-".join(_clock(one) for one in part) for part in parts)


def _clock(text: str) -> str:
    hour, _colon, minute = text.partition(":")
    return f"{int(hour)}.{minute}"

"""The small forms about the rules: how a draft begins, a file, a start, a reason."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from currency.models import RuleSet
from currency.rule_words import TEMPLATES
from tenants.web.dates import DateField

LARGEST_FILE: Final = 256 * 1024
IN_FORCE: Final = "now"
VERSION: Final = "version-"
TEMPLATE: Final = "template-"
NOTE: Final = _("Waarom deze wijziging?")


class DraftForm(forms.Form):
    """What a new draft begins with."""

    start = forms.ChoiceField(label=_("Begin met"))
    note = forms.CharField(label=NOTE, max_length=300, required=False)

    def __init__(self, *args: Any, versions: Sequence[RuleSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (IN_FORCE, _("De regels die nu gelden")),
            (
                gettext("Een voorbeeld"),
                [(f"{TEMPLATE}{name}", words.name) for name, words in TEMPLATES.items()],
            ),
            (
                gettext("Een andere versie"),
                [
                    (
                        f"{VERSION}{one.version}",
                        gettext("Versie %(number)s") % {"number": one.version},
                    )
                    for one in versions
                ],
            ),
        ]

    def beginning(self) -> dict[str, Any]:
        """The template or the version of a valid form; neither for the rules in force."""
        chosen: str = self.cleaned_data["start"]
        version = int(chosen.removeprefix(VERSION)) if chosen.startswith(VERSION) else None
        template = chosen.removeprefix(TEMPLATE) if chosen.startswith(TEMPLATE) else ""
        return {"template": template, "version": version}


class ImportForm(forms.Form):
    """A file of rules, or its text: what is wrong with a text is put right on the page."""

    file = forms.FileField(
        label=_("Bestand"), required=False,
        help_text=_("Een bestand dat jij of een andere gemeente bij de regels heeft opgehaald."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/json,.json"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Of plak de tekst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        strip=False,
    )
    note = forms.CharField(label=NOTE, max_length=300, required=False)

    def clean_file(self) -> UploadedFile | None:
        """A document of rules is small."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("Dit bestand is te groot voor een bestand met regels."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not found.get("file") and not found.get("text", "").strip():
            raise forms.ValidationError(_("Kies een bestand of plak de tekst."))
        return found

    def content(self) -> bytes:
        """What was sent, of a valid form."""
        file: UploadedFile | None = self.cleaned_data["file"]
        text: str = self.cleaned_data["text"]
        return bytes(file.read()) if file else text.encode(errors="replace")


class ApproveRulesForm(forms.Form):
    """From when the new rules hold, and which document was read."""

    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    starts_on = DateField(label=_("Gaat in op"))

    def clean_starts_on(self) -> date:
        """Rules are never changed backwards."""
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Kies vandaag of een latere dag."))
        return day

    def starts_at(self, now: datetime) -> datetime:
        """The start of that day; today is at once."""
        midnight = timezone.make_aware(datetime.combine(self.cleaned_data["starts_on"], time.min))
        return max(now, midnight)


class DeclineForm(forms.Form):
    """Why a proposal goes back."""

    reason = forms.CharField(
        label=_("Waarom niet?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Degene die het voorstelde leest dit."),
        error_messages={"required": _("Schrijf op waarom je het voorstel teruggeeft.")},
    )  # fmt: skip

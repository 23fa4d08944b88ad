"""The form of a whole document of rules. What it holds is judged by the currency, never here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from currency.rule_check import checked_rules
from currency.rule_errors import RulesInvalid
from marketplace.web.desk_rules.choices import Some, SomeField
from marketplace.web.desk_rules.kinds import Kind
from marketplace.web.desk_rules.lines import LINES, Heading, RuleLine, line_of
from marketplace.web.desk_rules.norms import PATH, NormForm, norm_rows


@dataclass(frozen=True)
class Fault:
    """A control at fault: where it is on the page, what it is called, what is wrong."""

    anchor: str
    label: str
    sentence: str


class RulesForm(forms.Form):
    """Every rule of a draft, and why it is made."""

    digest = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Waarom deze wijziging?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Je collega leest dit voor die goedkeurt."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, document: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.norms = norm_rows(data, document["volunteers"]["norms"])
        for line in LINES:
            if isinstance(line.kind, Kind):
                self._add(line, line.kind, line.value(document))

    def parts(self) -> Sequence[tuple[Heading, Sequence[tuple[RuleLine, forms.BoundField]]]]:
        """The controls by heading; the norms are `norms`."""
        found: dict[Heading, list[tuple[RuleLine, forms.BoundField]]] = {}
        for line in LINES:
            rows = found.setdefault(line.heading, [])
            if line.path != PATH:
                rows.append((line, self[line.name]))
        return list(found.items())

    def document(self) -> dict[str, Any]:
        """The whole document, of a form without mistakes of its own."""
        whole: dict[str, Any] = {"format": 1}
        for line in LINES:
            *groups, last = line.path.split(".")
            here = whole
            for group in groups:
                here = here.setdefault(group, {})
            if isinstance(line.kind, Kind):
                here[last] = line.kind.read(self.cleaned_data.get(line.name))
            else:
                here[last] = self._norms()
        return whole

    def clean(self) -> dict[str, Any]:
        """Each field can be what it is, and all of them together too."""
        found = super().clean() or self.cleaned_data
        are_whole = [norm.is_valid() for norm in self.norms]
        if not self.errors and all(are_whole):
            try:
                checked_rules(self.document())
            except RulesInvalid as refusal:
                self.tell(refusal)
        elif not all(are_whole):
            # The rows say what is wrong; the form itself must not pass.
            self.errors.setdefault("norms", self.error_class())
        return found

    def tell(self, refusal: RulesInvalid) -> None:
        """Put each sentence at the control it is about."""
        for path, sentences in refusal.wrong.items():
            for sentence in sentences:
                self._tell(path, str(sentence))

    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the page, each with where it is."""
        found = [
            _fault(field, f"{heading.title}: {line.label}")
            for heading, rows in self.parts()
            for line, field in rows
            if field.errors
        ]
        return [*found, *self._norm_faults()]

    def _add(self, line: RuleLine, kind: Kind, value: Any) -> None:
        field = kind.field()
        field.label, field.help_text = str(line.label), str(line.help)
        if isinstance(field, SomeField) and isinstance(kind, Some):
            others = {one: one for one in value if one not in kind.choices}
            field.choices = [*kind.choices.items(), *others.items()]
        if not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
            field.widget.attrs["class"] = "input input-num" if kind.unit else "input"
        self.fields[line.name] = field
        self.initial.setdefault(line.name, kind.typed(value))

    def _filled(self) -> list[NormForm]:
        return [norm for norm in self.norms if not norm.is_blank]

    def _norms(self) -> list[dict[str, object]]:
        return [norm.row() for norm in self._filled()]

    def _tell(self, path: str, sentence: str) -> None:
        line = line_of(path)
        if line is None:
            self.add_error(None, f"{path}: {sentence}")
        elif line.path != PATH:
            self.add_error(line.name, sentence)
        else:
            _volunteers, _norms, *rest = path.split(".")
            rows = self._filled() or self.norms
            norm = rows[int(rest[0])] if rest else rows[0]
            norm.add_error(rest[1] if len(rest) > 1 else "since", sentence)
            self.errors.setdefault("norms", self.error_class())

    def _norm_faults(self) -> Iterator[Fault]:
        for number, norm in enumerate(self.norms, start=1):
            name = gettext("Norm %(number)s") % {"number": number}
            for field in norm:
                if field.errors:
                    yield _fault(field, f"{name}: {field.label}")


def _fault(field: forms.BoundField, label: str) -> Fault:
    said = " ".join(str(error) for error in field.errors)
    return Fault(field.id_for_label or f"{field.auto_id}_label", label, said)

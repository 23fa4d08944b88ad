"""The kinds of value that are chosen: one of a few, some of them, some in an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.web.desk_rules.kinds import Figure, Kind, Text

PLACES: Final = (_("Als eerste"), _("Daarna"), _("Dan"), _("Als laatste"))


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few."""

    choices: Mapping[str, Text] = field(default_factory=dict)

    def field(self) -> forms.Field:
        """A list to choose from."""
        return forms.ChoiceField(choices=list(self.choices.items()))

    def in_words(self, value: Any) -> Text:
        """What it is called."""
        return self.choices.get(value, value)


@dataclass(frozen=True)
class Some(Kind):
    """Some of a few; what a document from elsewhere names besides stays to be chosen."""

    choices: Mapping[str, Text] = field(default_factory=dict)

    def field(self) -> forms.Field:
        """Boxes to tick."""
        return SomeField()

    def read(self, found: Any) -> Any:
        """A list."""
        return list(found)

    def told(self, value: Any) -> Figure:
        """Names with commas."""
        names = [str(self.choices.get(one, one)) for one in value]
        return Figure("words", ", ".join(names) or str(self.unset))


class SomeField(forms.MultipleChoiceField):
    """Boxes that need not be ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(required=False)


@dataclass(frozen=True)
class Order(Kind):
    """Some of a few, one after another."""

    choices: Mapping[str, Text] = field(default_factory=dict)

    def field(self) -> forms.Field:
        """A list to choose from for each place."""
        return OrderField(self.choices)

    def told(self, value: Any) -> Figure:
        """Names in their order."""
        return Figure("words", ", ".join(str(self.choices.get(one, one)) for one in value))


class OrderWidget(forms.MultiWidget):
    """A list for each place, each named for a screen reader."""

    use_fieldset = True

    def __init__(self, choices: Sequence[tuple[str, Text]]) -> None:
        super().__init__([
            forms.Select(attrs={"aria-label": place, "class": "input"}, choices=choices)
            for place in PLACES
        ])  # fmt: skip

    def decompress(self, value: Any) -> list[Any]:
        """One for each place; what is left over is nothing."""
        return [*value, *[""] * len(PLACES)][: len(PLACES)] if value else [""] * len(PLACES)


class OrderField(forms.MultiValueField):
    """What was chosen at each place, without the places that were left open."""

    def __init__(self, names: Mapping[str, Text]) -> None:
        choices: list[tuple[str, Text]] = [("", _("(niets)")), *names.items()]
        fields = tuple(forms.ChoiceField(choices=choices, required=False) for _place in PLACES)
        super().__init__(fields, required=False, widget=OrderWidget(choices))

    def compress(self, data_list: Any) -> list[str]:
        """In order."""
        return [one for one in data_list or () if one]

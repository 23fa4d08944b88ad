"""The kinds of value in the rules: how a form asks each and reads it, how a page tells it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tenants.web.amount import AmountField
from tenants.web.dates import DateField

Text = str | Promise
NO_LIMIT: Final = _("geen grens")
NO_DAY: Final = _("geen dag")
EURO: Final = _("euro")
DAYS: Final = _("dagen")
SECONDS: Final = _("seconden")


@dataclass(frozen=True)
class Figure:
    """A value and how a page writes it.

    `kind` is "coins" (minor units), "euros" (cents), "percent" (of 10,000) or "words".
    """

    kind: str
    value: int | str


@dataclass(frozen=True)
class Told:
    """What a page can tell; `unset` is told for no value."""

    unset: Text = ""

    def told(self, value: Any) -> Figure:
        """The value for a page."""
        return Figure("words", str(self.unset if value is None else self.in_words(value)))

    def in_words(self, value: Any) -> Text:
        """A value that is there, as words."""
        return str(value)


@dataclass(frozen=True)
class Kind(Told, ABC):
    """What one control can ask; `unit` stands behind it."""

    unit: Text = ""
    is_optional: bool = False

    @abstractmethod
    def field(self) -> forms.Field:
        """The control."""

    def typed(self, value: Any) -> Any:
        """The document's value as the control has it."""
        return value

    def read(self, found: Any) -> Any:
        """What the control had as the document's value."""
        return None if found in ("", None) else found


@dataclass(frozen=True)
class Coins(Kind):
    """A sum in minor units of the coin."""

    unit: Text = "coins"
    may_be_zero: bool = False

    def field(self) -> forms.Field:
        """As people type a sum."""
        return AmountField(required=not self.is_optional, may_be_zero=self.may_be_zero)

    def told(self, value: Any) -> Figure:
        """With the coin's mark."""
        return super().told(value) if value is None else Figure("coins", value)


@dataclass(frozen=True)
class Cents(Kind):
    """A sum in cents of euros."""

    unit: Text = EURO

    def field(self) -> forms.Field:
        """As people type a sum."""
        return AmountField(required=not self.is_optional)

    def told(self, value: Any) -> Figure:
        """With the euro's mark."""
        return super().told(value) if value is None else Figure("euros", value)


@dataclass(frozen=True)
class Percent(Kind):
    """A share in basis points, asked in per cents."""

    unit: Text = "%"
    most: int = 100

    def field(self) -> forms.Field:
        """Two decimals are whole basis points."""
        return forms.DecimalField(
            min_value=Decimal(0), max_value=Decimal(self.most), decimal_places=2, localize=True
        )

    def typed(self, value: Any) -> Any:
        """Per cents."""
        return Decimal(value) / 100

    def read(self, found: Any) -> Any:
        """Basis points."""
        return int(found * 100)

    def told(self, value: Any) -> Figure:
        """In per cents."""
        return Figure("percent", value)


@dataclass(frozen=True)
class Number(Kind):
    """A whole number of days, months or seconds."""

    def field(self) -> forms.Field:
        """The document says how low and high it may be."""
        return forms.IntegerField(
            required=not self.is_optional, widget=forms.TextInput(attrs={"inputmode": "numeric"})
        )

    def in_words(self, value: Any) -> Text:
        """With its unit."""
        return f"{formats.number_format(value)} {self.unit}"


@dataclass(frozen=True)
class Days(Number):
    """A number of days."""

    unit: Text = DAYS

    def in_words(self, value: Any) -> Text:
        """One day, two days."""
        return ngettext("%(count)s dag", "%(count)s dagen", value) % {"count": value}


@dataclass(frozen=True)
class Seconds(Number):
    """A number of seconds, told in minutes where it is whole."""

    unit: Text = SECONDS

    def in_words(self, value: Any) -> Text:
        """Minutes where they are whole."""
        if value % 60:
            text = ngettext("%(count)s seconde", "%(count)s seconden", value)
            return text % {"count": value}
        text = ngettext("%(count)s minuut", "%(count)s minuten", value // 60)
        return text % {"count": value // 60}


@dataclass(frozen=True)
class YesNo(Kind):
    """On or off."""

    def field(self) -> forms.Field:
        """A box to tick."""
        return forms.BooleanField(required=False)

    def read(self, found: Any) -> Any:
        """Ticked or not."""
        return bool(found)

    def in_words(self, value: Any) -> Text:
        """Yes or no."""
        return gettext("ja") if value else gettext("nee")


@dataclass(frozen=True)
class Word(Kind):
    """A word, or nothing."""

    def field(self) -> forms.Field:
        """One line."""
        return forms.CharField(required=False, max_length=30)


@dataclass(frozen=True)
class Day(Kind):
    """A day, or none."""

    unset: Text = NO_DAY

    def field(self) -> forms.Field:
        """The browser's own calendar."""
        return DateField(required=False)

    def read(self, found: Any) -> Any:
        """As the document writes it."""
        return found.isoformat() if found else None

    def in_words(self, value: Any) -> Text:
        """Written out."""
        return formats.date_format(value, "j F Y")

"""Amounts as people in the Netherlands type them, read into whole minor units.

"7", "7,5", "7,50", "7.50", "1.250,00" and "1 250" are amounts; everything else gets one clear
sentence. A space parts thousands alone: "7 50" is no amount, and surely not 750.
"""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.web.figures import coins_plain

PLAIN: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
GROUPED: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
SPACED: Final = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)(?:,([0-9]+))?")
MAXIMUM: Final = 100_000_000
LONGEST: Final = 20


class AmountField(forms.CharField):
    """A typed amount; `cleaned_data` has minor units, or None for an empty field that may be so."""

    default_error_messages = {
        "required": _("Vul een bedrag in."),
        "malformed": _("Dit is geen bedrag. Schrijf het zo: 7,50."),
        "negative": _("Een bedrag kan niet lager zijn dan 0. Laat de min weg."),
        "zero": _("Kies een bedrag dat hoger is dan 0."),
        "decimals": _("Gebruik hoogstens twee cijfers achter de komma, zoals 7,50."),
        "too-large": _("Dit bedrag is te hoog. Kies een lager bedrag."),
    }

    def __init__(self, *, maximum: int = MAXIMUM, may_be_zero: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.maximum = maximum
        self.may_be_zero = may_be_zero
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """Minor units."""
        text = str(super().clean(value) or "")
        return self._minor_units(" ".join(text.split())) if text else None

    def prepare_value(self, value: Any) -> Any:
        """An initial value in minor units is shown as people write it."""
        return coins_plain(value) if isinstance(value, int) else value

    def _minor_units(self, text: str) -> int:
        if text[:1] in {"-", "−", "–"}:
            raise self._wrong("negative")
        found = GROUPED.fullmatch(text) or SPACED.fullmatch(text) or PLAIN.fullmatch(text)
        if found is None:
            raise self._wrong("malformed")
        whole, decimals = re.sub("[. ]", "", found[1]), found[2] or ""
        if len(decimals) > 2:
            raise self._wrong("decimals")
        # Counted before it is read: a number of a million digits is not turned into one.
        if len(whole) > LONGEST:
            raise self._wrong("too-large")
        amount = int(whole) * 100 + int(decimals.ljust(2, "0") or 0)
        if amount == 0 and not self.may_be_zero:
            raise self._wrong("zero")
        if amount > self.maximum:
            raise self._wrong("too-large")
        return amount

    def _wrong(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)

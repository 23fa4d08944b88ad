"""What is told about shops as partners, with an example of each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace as Made
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = tuple[str, str | Promise, Mapping[str, object]]
_MOMENT: Final = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
_SHOP: Final = Made(name="Bakkerij De Korenaar")
_FATIMA: Final = Made(name="Fatima Boukhari")
CHANGED: Final = {
    "shop": _SHOP, "state": "asked", "new_tail": "4300",
    "change": Made(asked_by=_FATIMA, usable_at=_MOMENT, reason=""),
}  # fmt: skip
INVITED: Final = {
    "shop": _SHOP,
    "invitation": Made(
        duty="staff", invited_by=_FATIMA, email="samira@voorbeeld.example", expires_at=_MOMENT
    ),
}
PARTNERS: Final[Sequence[Row]] = (
    ("staff-invited", _("Iemand wordt gevraagd om in een winkel te werken"), INVITED),
    ("staff-left", _("Iemand werkt niet meer in een winkel"), {"shop": _SHOP}),
    ("shop-terms", _("Er zijn nieuwe voorwaarden voor winkels"), {"shop": _SHOP, "version": 2}),
)
SAFETY: Final[Sequence[Row]] = (
    ("account-change", _("Een winkel krijgt een ander rekeningnummer"), CHANGED),
)

"""The kinds of message planning sends, with an example of each."""

from datetime import datetime
from types import SimpleNamespace
from typing import Final

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from marketplace.letter_kinds import template_of
from tenants.messages.kinds import Kind
from tenants.messages.models import Sort

_ZONE: Final = get_default_timezone()
WAITING: Final = (
    SimpleNamespace(starts_at=datetime(2027, 4, 7, 10, 0, tzinfo=_ZONE)),
    SimpleNamespace(starts_at=datetime(2027, 4, 14, 10, 0, tzinfo=_ZONE)),
)


def kinds() -> list[Kind]:
    """All of them."""
    return [
        Kind(
            name="held-back",
            sort=Sort.DESK,
            template=template_of("held-back"),
            when=_("Een klus uit een reeks kan niet open"),
            example=lambda: {
                "title": "Plantenbakken water geven", "waiting": WAITING, "is_budget": True,
            },
        )
    ]  # fmt: skip

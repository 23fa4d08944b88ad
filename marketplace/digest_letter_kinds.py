"""The week's letter to who organises, with an example."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace as Made
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = tuple[str, str | Promise, Mapping[str, object]]
_MOMENT: Final = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)


def _slot(title: str, free: int) -> Made:
    return Made(klus=Made(title=title), starts_at=_MOMENT, free=free)


WEEK: Final = {
    "week": 24,
    "digest": Made(
        done=12, people=9, waiting=3, waits_since=_MOMENT, coming=5, without_anybody=1,
        open_slots=[_slot("Zwerfvuil rapen in het park", 3), _slot("Koffie schenken", 1)],
    ),
}  # fmt: skip
DIGEST: Final[Sequence[Row]] = (("digest", _("Elke maandag, voor wie klussen organiseert"), WEEK),)

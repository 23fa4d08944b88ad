"""What the klusbox writes to who borrows; the words stand in `templates/klusbox/letters/`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace as Made
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.klusbox.models import Loan
from tenants.messages.kinds import Kind
from tenants.messages.letters import Letter
from tenants.messages.models import Sort

_MOMENT: Final = datetime(2026, 6, 12, 8, 0, tzinfo=UTC)
_THING: Final = Made(
    item=Made(kind=Made(name="Grijper"), number=12), starts_at=_MOMENT, ends_at=_MOMENT
)
_BOX: Final = Made(name="Corneliusplein", place="naast de kerk")
LATE: Final = Kind(
    "klusbox-late", Sort.WORK, "klusbox/letters/late.txt",
    _("Iets uit de klusbox is niet op tijd terug"), lambda: {"loans": [_THING], "box": _BOX},
)  # fmt: skip
DROPPED: Final = Kind(
    "klusbox-dropped", Sort.WORK, "klusbox/letters/dropped.txt",
    _("Iets dat gereserveerd was, gaat niet door"), lambda: {"loan": _THING, "box": _BOX},
)  # fmt: skip
KINDS: Final = (LATE, DROPPED)


def letter_of_late(loans: Sequence[Loan]) -> Letter:
    """Bring it back, to its borrower."""
    reservation = loans[0].reservation
    assert reservation.person is not None, "a constraint: somebody answers for what is out"
    path = reverse("klusbox:reservation", args=[reservation.id])
    return Letter(reservation.person, LATE, path, {"loans": loans, "box": reservation.box})


def letter_of_dropped(loan: Loan) -> Letter:
    """It is not there after all, to who was promised it."""
    reservation = loan.reservation
    assert reservation.person is not None, "asked for people who can be written to"
    path = reverse("klusbox:box", args=[reservation.box_id])
    return Letter(reservation.person, DROPPED, path, {"loan": loan, "box": reservation.box})

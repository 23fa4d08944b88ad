"""What was changed about a klus, in the reader's words: for pages and for letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from marketplace.models import Klus, KlusChange
from tenants.web.figures import coins_said

What = KlusChange.What


@dataclass(frozen=True)
class ChangeLine:
    """One thing: what it is, how it was and how it is now. A text is not written out twice."""

    change: KlusChange
    what: str
    before: str
    after: str


def change_lines(changes: Iterable[KlusChange]) -> list[ChangeLine]:
    """In the order given."""
    return [
        ChangeLine(
            one, one.get_what_display(), _said(one.what, one.before), _said(one.what, one.after)
        )
        for one in changes
    ]


def _said(what: str, kept: str) -> str:
    if what == What.DESCRIPTION:
        return ""
    if what == What.START:
        at = timezone.localtime(datetime.fromisoformat(kept))
        return str(_("%(day)s, %(time)s uur") % {
            "day": formats.date_format(at, "l j F"), "time": formats.date_format(at, "G.i"),
        })  # fmt: skip
    if what == What.REWARD:
        return coins_said(int(kept))
    if what == What.CATEGORY:
        return str(dict(Klus.Category.choices).get(kept, kept))
    if what == What.NEIGHBOURHOOD:
        return kept or str(_("Hele gemeente"))
    return kept

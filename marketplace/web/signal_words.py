"""Why a klus looks like paid work, in the reader's words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from marketplace.rules.displacement import Signal


def signal_words(found: Iterable[Signal]) -> list[str]:
    """One sentence each, in the order given."""
    return [_said(one) for one in found]


def _said(one: Signal) -> str:
    facts = {"name": one.name, "found": one.found, "limit": one.limit}
    if one.code == "kind":
        return str(_("Dit werk staat op de lijst: %(name)s.") % facts)
    if one.code == "hours":
        words = _("Op deze plek is het %(found)s uur werk in één week. De grens is %(limit)s.")
        return str(words % facts)
    words = _("Op deze plek wordt in %(found)s weken van een jaar gewerkt. De grens is %(limit)s.")
    return str(words % facts)

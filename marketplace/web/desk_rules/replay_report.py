"""What a replay found, for a page: bars to look at, and a table for each way it differs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from currency.models import Transfer
from currency.replay import Difference, Effect, Report
from marketplace.web.desk_rules.kinds import Text
from marketplace.web.desk_rules.words import name_of

PAYMENTS: Final = ("payment", "personal", "trade", "payment-abroad", "receipt-abroad")
INCOME: Final = ("reward", "gift", "top-up")
NOT_MADE: Final = (Effect.REFUSED, Effect.SHORT)
NORMS: Final = "volunteers.norms."
SHOWN: Final[Sequence[tuple[Effect, Text, Text, bool]]] = (
    (Effect.REFUSED, _("Zou niet zijn gelukt"),
     _("Deze regel zegt nee. De munten blijven bij wie ze had."), False),
    (Effect.SHORT, _("Zou niet zijn gelukt, want er staat te weinig"),
     _("Door deze regel had iemand eerder minder gekregen, of was er iets verlopen."), False),
    (Effect.OTHER_POT, _("Zou uit een ander potje zijn betaald"),
     _("De betaling lukt. Het bedrag is wat uit een ander potje komt."), False),
    (Effect.EARNED, _("Zou meer of minder zijn geweest"),
     _("Een plus is meer voor inwoners, een min is minder."), True),
    (Effect.EXPIRED, _("Zou zijn verlopen of gekrompen"),
     _("Een plus is meer verlopen dan nu, een min is minder. Eén keer is één inwoner."), True),
    (Effect.PAID, _("Winkels zouden anders zijn uitbetaald"),
     _("Een plus is meer voor winkels, een min is minder of later."), True),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One rule and what it does to one kind of transfer."""

    name: Text
    kind: Text
    difference: Difference


@dataclass(frozen=True)
class Section:
    """One way in which things differ."""

    anchor: str
    title: Text
    about: Text
    is_signed: bool
    rows: Sequence[Row]


@dataclass(frozen=True)
class Bar:
    """How many of some transfers go as they went, otherwise, or not at all."""

    name: Text
    total: int
    same: int
    other: int
    none: int

    @property
    def none_from(self) -> int:
        """Where the last part of the bar begins."""
        return self.same + self.other


def sections(report: Report) -> Sequence[Section]:
    """The differences by effect; without those that did not occur."""
    found = []
    for effect, title, about, is_signed in SHOWN:
        rows = [
            Row(rule_name(one.rule), Transfer.Kind(one.kind).label, one)
            for one in report.differences
            if one.effect == effect
        ]
        if rows:
            found.append(Section(effect.value, title, about, is_signed, rows))
    return found


def bars(report: Report) -> Sequence[Bar]:
    """Payments, and what residents got; without what never took place."""
    found = [
        _bar(report, _("Betalingen"), PAYMENTS, Effect.OTHER_POT),
        _bar(report, _("Beloningen, giften en gekochte munten"), INCOME, Effect.EARNED),
    ]
    return [bar for bar in found if bar.total]


def what_happened(report: Report) -> Sequence[tuple[Text, int, int]]:
    """Each kind that took place: its name, how many, and minor units."""
    return [(Transfer.Kind(one.kind).label, one.count, one.amount) for one in report.happened]


def rule_name(path: str) -> Text:
    """What a rule is called for a person."""
    if path.startswith(NORMS):
        if path.endswith(".month"):
            return _("Vrijwilligers: hoogste bedrag per maand")
        return _("Vrijwilligers: hoogste bedrag per jaar")
    return name_of(path)


def _bar(report: Report, name: Text, kinds: Sequence[str], otherwise: Effect) -> Bar:
    total = sum(one.count for one in report.happened if one.kind in kinds)
    mine = [one for one in report.differences if one.kind in kinds]
    none = sum(one.count for one in mine if one.effect in NOT_MADE)
    other = sum(one.count for one in mine if one.effect == otherwise)
    return Bar(name, total, max(0, total - none - other), other, none)

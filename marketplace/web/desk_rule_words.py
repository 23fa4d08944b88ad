"""The rules of the coin in plain words: what holds, and what a proposal changes. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from currency.rules.document import Rules

POTS: Final = {"gift": _("eerst wat gekregen is"), "earned": _("eerst wat verdiend is")}
RHYTHMS: Final = {
    "weekly": _("elke week"),
    "monthly": _("elke maand"),
    "on-request": _("als de winkel erom vraagt"),
}


@dataclass(frozen=True)
class Figure:
    """A value and how a page writes it: "coins" (minor units), "percent" (of 10,000), "words"."""

    kind: str
    value: int | str


class RuleLine(NamedTuple):
    """One rule: where it stands in the document, under which heading, and what it says."""

    path: str
    section: str | Promise
    label: str | Promise
    figure: Callable[[Rules], Figure]


@dataclass(frozen=True)
class Told:
    """A rule as it holds."""

    label: str | Promise
    figure: Figure


@dataclass(frozen=True)
class Change:
    """A rule that a proposal changes."""

    label: str | Promise
    old: Figure
    new: Figure


def told(rules: Rules) -> Sequence[tuple[str | Promise, Sequence[Told]]]:
    """Every rule by heading, in the order of the document."""
    found: dict[str | Promise, list[Told]] = {}
    for line in LINES:
        found.setdefault(line.section, []).append(Told(line.label, line.figure(rules)))
    return list(found.items())


def changes(old: Rules, new: Rules) -> Sequence[Change]:
    """What differs, in the order of the document."""
    return [
        Change(line.label, line.figure(old), line.figure(new))
        for line in LINES
        if line.figure(old) != line.figure(new)
    ]


def _coins(amount: int) -> Figure:
    return Figure("coins", amount)


def _words(text: str | Promise) -> Figure:
    return Figure("words", str(text))


def _days(number: int) -> Figure:
    return _words(ngettext("%(count)s dag", "%(count)s dagen", number) % {"count": number})


def _seconds(number: int) -> Figure:
    if number % 60:
        text = ngettext("%(count)s seconde", "%(count)s seconden", number)
        return _words(text % {"count": number})
    whole = number // 60
    return _words(ngettext("%(count)s minuut", "%(count)s minuten", whole) % {"count": whole})


REWARDS: Final = _("Wat een klus oplevert")
PAYMENTS: Final = _("Betalen")
POTS_TITLE: Final = _("Wat een inwoner heeft")
REDEMPTION: Final = _("Als een winkel euro’s wil")

LINES: Final[Sequence[RuleLine]] = (
    RuleLine(
        "rewards.per_hour", REWARDS, _("Gewone beloning voor een uur"),
        lambda rules: _coins(rules.rewards.per_hour),
    ),
    RuleLine(
        "rewards.minimum", REWARDS, _("Minste beloning voor een klus"),
        lambda rules: _coins(rules.rewards.minimum),
    ),
    RuleLine(
        "rewards.maximum", REWARDS, _("Hoogste beloning voor een klus"),
        lambda rules: _coins(rules.rewards.maximum),
    ),
    RuleLine(
        "payments.maximum", PAYMENTS, _("Hoogste betaling in een keer"),
        lambda rules: _coins(rules.payments.maximum),
    ),
    RuleLine(
        "payments.maximum_per_day", PAYMENTS, _("Hoogste bedrag dat iemand per dag betaalt"),
        lambda rules: _coins(rules.payments.maximum_per_day),
    ),
    RuleLine(
        "payments.request_lifetime_s", PAYMENTS, _("Zo lang blijft een betaalverzoek geldig"),
        lambda rules: _seconds(rules.payments.request_lifetime_s),
    ),
    RuleLine(
        "pots.maximum_balance", POTS_TITLE, _("Hoogste saldo van een inwoner"),
        lambda rules: _coins(rules.pots.maximum_balance),
    ),
    RuleLine(
        "pots.order", POTS_TITLE, _("Bij betalen gaat eraf"),
        lambda rules: _words(POTS[rules.pots.order[0]]),
    ),
    RuleLine(
        "redemption.holding_days", REDEMPTION, _("Zo lang wacht een ontvangst op uitbetaling"),
        lambda rules: _days(rules.redemption.holding_days),
    ),
    RuleLine(
        "redemption.fee_bp", REDEMPTION, _("Kosten van inwisselen"),
        lambda rules: Figure("percent", rules.redemption.fee_bp),
    ),
    RuleLine(
        "redemption.minimum", REDEMPTION, _("Minste bedrag om in te wisselen"),
        lambda rules: _coins(rules.redemption.minimum),
    ),
    RuleLine(
        "redemption.rhythm", REDEMPTION, _("Inwisselen gebeurt"),
        lambda rules: _words(RHYTHMS[rules.redemption.rhythm]),
    ),
)  # fmt: skip

"""Refusals of limits by person: a volunteer's by law, an organiser's by the rules."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.errors import Kind, Refusal
from tenants.web.figures import coins_said, euros_said


class VolunteerLimitReached(Refusal):
    """The reward would pass what a volunteer may receive in a month or a year.

    Facts, in cents: asked, room (what is left), period ("2026-11" or "2026"), room_from: the first
    day of a month in which it fits (None: not within a year).
    """

    code = "volunteer-limit-reached"
    kind = Kind.CONFLICT
    sentence = _("Hiermee ontvang je meer dan een vrijwilliger mag ontvangen.")

    @property
    def detail(self) -> str:
        """How much is asked, what is left, and from when there is room."""
        period, room, room_from = (self.facts.get(name) for name in ("period", "room", "room_from"))
        words = {
            "asked": euros_said(int(str(self.facts.get("asked", 0)))),
            "room": euros_said(int(str(room or 0))),
            "period": _period_said(str(period)),
        }
        told = (
            gettext("Deze klus geeft %(asked)s. In %(period)s kun je nog %(room)s ontvangen.")
            % words
        )
        if not room_from:
            return told
        day = formats.date_format(date.fromisoformat(str(room_from)), "j F Y")
        return f"{told} " + gettext("Er is weer ruimte vanaf %(day)s.") % {"day": day}


class OrganiserBudgetReached(Refusal):
    """The organiser would promise more than the rules allow in a month.

    Facts: amount, left (minor units), period ("2026-11").
    """

    code = "organiser-budget-reached"
    kind = Kind.CONFLICT
    sentence = _("Met deze klus beloof je meer dan een organisator per maand mag beloven.")

    @property
    def detail(self) -> str:
        """What this asks, and what is left."""
        return gettext(
            "Voor deze klus zijn %(amount)s munten nodig."
            " In %(period)s kun je nog %(left)s beloven."
        ) % {
            "amount": coins_said(int(str(self.facts.get("amount", 0)))),
            "left": coins_said(int(str(self.facts.get("left") or 0))),
            "period": _period_said(str(self.facts.get("period"))),
        }


class HourlyNormPassed(Refusal):
    """The reward is more an hour than a volunteer of this age may receive.

    Facts: hourly (cents), reward (cents), minutes.
    """

    code = "hourly-norm-passed"
    kind = Kind.CONFLICT
    sentence = _("Deze klus geeft per uur meer dan een vrijwilliger van jouw leeftijd mag krijgen.")

    @property
    def detail(self) -> str:
        """The most an hour."""
        most = euros_said(int(str(self.facts.get("hourly", 0))))
        return gettext("Je mag hoogstens %(most)s per uur krijgen.") % {"most": most}


class BirthdayUnknown(HourlyNormPassed):
    """Of whom no age is known the norm of under 21 holds, and the reward passes it."""

    code = "birthday-unknown"
    sentence = _(
        "Voor deze klus moeten we weten of je 21 of ouder bent. Vul je geboortedatum in bij"
        " ‘Mijn gegevens’ en meld je dan aan."
    )

    @property
    def detail(self) -> str:
        """Why age matters."""
        most = euros_said(int(str(self.facts.get("hourly", 0))))
        return gettext("Wie jonger is dan 21, mag hoogstens %(most)s per uur krijgen.") % {
            "most": most
        }


def _period_said(period: str) -> str:
    if len(period) < 7:
        return period
    return str(formats.date_format(date.fromisoformat(f"{period}-01"), "F Y"))

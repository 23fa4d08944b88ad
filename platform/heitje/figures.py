"""Sums, lengths and moments as people in the Netherlands read them. Pure.

Amounts come in as whole minor units; a minus is a real one, a euro has a no-break space.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

MINUS: Final = "−"
NO_BREAK: Final = "\u00a0"


def grouped(whole: int) -> str:
    """1284 is "1.284" in Dutch and German, "1,284" in English."""
    return str(formats.number_format(whole, decimal_pos=0, use_l10n=True, force_grouping=True))


def sum_text(amount: int, *, exact: bool) -> str:
    """Minor units with the comma of the reader's language; whole sums without decimals if asked."""
    sign = MINUS if amount < 0 else ""
    whole, rest = divmod(abs(amount), 100)
    if rest == 0 and not exact:
        return f"{sign}{grouped(whole)}"
    mark = formats.get_format("DECIMAL_SEPARATOR", use_l10n=True)
    return f"{sign}{grouped(whole)}{mark}{rest:02d}"


def euro_text(cents: int) -> str:
    """Cents as "€ 7,50"; "− € 7,50" below nothing."""
    sign = f"{MINUS}{NO_BREAK}" if cents < 0 else ""
    return f"{sign}€{NO_BREAK}{sum_text(abs(cents), exact=True)}"


def clock_text(at: datetime) -> str:
    """The time of day in the town's zone: "9.12 uur"."""
    local = timezone.localtime(at)
    return gettext("%(hour)s.%(minute)s uur") % {"hour": local.hour, "minute": f"{local:%M}"}


def length_text(minutes: int) -> str:
    """How long: "45 minuten", "1 uur", "2,5 uur"."""
    if minutes < 60:
        return ngettext("%(count)s minuut", "%(count)s minuten", minutes) % {"count": minutes}
    tenths = round(minutes / 6)
    hours = grouped(tenths // 10) if tenths % 10 == 0 else sum_text(tenths * 10, exact=True)[:-1]
    return gettext("%(hours)s uur") % {"hours": hours}


def day_text(when: date | datetime, *, today: date) -> str:
    """ "vandaag", "morgen", "gisteren", else "zaterdag 28 november", with the year if another."""
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    near = {
        today: gettext("vandaag"),
        today + timedelta(days=1): gettext("morgen"),
        today - timedelta(days=1): gettext("gisteren"),
    }
    if day in near:
        return near[day]
    return str(formats.date_format(day, "l j F" if day.year == today.year else "j F Y"))

"""Filters and tags every template has: sums, times, icons, coins, the way back."""

from datetime import date, datetime
from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from heitje import drawings, figures

register = template.Library()
ICON: Final = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>'
ART: Final = (
    '<svg viewBox="{}" width="100%" height="100%" preserveAspectRatio="xMidYMid slice"'
    ' aria-hidden="true">{}</svg>'
)
SQUARE: Final = "0 0 96 96"
WIDE: Final = "-54 0 204 96"


@register.filter
def coins(amount: int | None) -> str:
    """Minor units of a coin: 750 is "7,50", 1200 is "12"."""
    return "" if amount is None else figures.sum_text(int(amount), exact=False)


@register.filter
def coins_exact(amount: int | None) -> str:
    """The same, always with two decimals."""
    return "" if amount is None else figures.sum_text(int(amount), exact=True)


@register.filter
def euros(cents: int | None) -> str:
    """Cents: 750 is "€ 7,50"."""
    return "" if cents is None else figures.euro_text(int(cents))


@register.filter
def clock(at: datetime | None) -> str:
    """The time of day: "9.12 uur"."""
    return "" if at is None else figures.clock_text(at)


@register.filter
def minutes(length: int | None) -> str:
    """A length in minutes: 150 is "2,5 uur"."""
    return "" if length is None else figures.length_text(int(length))


@register.filter
def day(when: date | datetime | None) -> str:
    """A day as people say it: "vandaag", "zaterdag 28 november"."""
    return "" if when is None else figures.day_text(when, today=timezone.localdate())


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A line icon; decoration, so a word stands beside it."""
    return format_html(ICON, f"i {size}".strip(), _own(drawings.icon(name)))


@register.simple_tag
def art(category: str, is_wide: bool = False) -> SafeString:
    """The picture of a sort of klus: square, or wide for the top of a page."""
    return format_html(ART, WIDE if is_wide else SQUARE, _own(drawings.art(category)))


@register.simple_tag
def coin() -> SafeString:
    """The coin, for beside a sum."""
    return _own(drawings.COIN)


@register.simple_tag
def tenant_mark() -> SafeString:
    """The mark of the house in the tenant's colours."""
    return _own(drawings.MARK)


@register.simple_tag(takes_context=True)
def amount(context: Context, minor: int | None, signed: bool = False) -> SafeString:
    """A coin and a sum. Signed: + in green or −, with words, because readers skip signs."""
    if minor is None:
        return SafeString()
    tenant = context.get("tenant")
    word = getattr(tenant, "coin_singular" if abs(minor) == 100 else "coin_plural", "heitjes")
    shown = figures.sum_text(minor, exact=signed)
    before = ""
    if signed:
        before = gettext("bij: ") if minor > 0 else gettext("af: ")
        shown = f"+{shown}" if minor > 0 else shown
    return format_html(
        '<span class="amount{}">{}<span>{}{}<span class="vh"> {}</span></span></span>',
        " amount-in" if signed and minor > 0 else "",
        _own(drawings.COIN),
        format_html('<span class="vh">{}</span>', before) if before else "",
        shown,
        word,
    )


@register.simple_tag
def back(view: str, label: str, *arguments: Any) -> SafeString:
    """The way back, for the top bar."""
    return format_html(
        '<a class="top-back" href="{}">{}{}</a>',
        reverse(view, args=list(arguments)),
        icon("back"),
        label,
    )


def _own(markup: str) -> SafeString:
    """Markup out of our own files: nobody typed it."""
    return mark_safe(markup)  # noqa: S308 - files of the house, no input

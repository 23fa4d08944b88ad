"""Handing material over, and the sheet that both sides sign."""

from pathlib import Path
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.buurtdeals import queries
from marketplace.buurtdeals.models import Buurtdeal
from marketplace.buurtdeals.services.deals import hand_over
from marketplace.buurtdeals.web.forms import HandOverForm
from marketplace.buurtdeals.web.words import SeasonRow, with_words
from marketplace.offers.rules.ink import ink_on
from tenants.printing import printed
from tenants.queries import current_tenant
from tenants.web.steps import person_who_may, step

PRINTS: Final = Path(__file__).parents[1] / "prints"
MOST_LINES: Final = 14


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, hand_over_id: int) -> HttpResponse:
    """Count what changes hands."""
    person = person_who_may(request, "publish-klus")
    found = queries.hand_over(hand_over_id)
    form = HandOverForm(request.POST or None, found=found)

    def run() -> HttpResponse:
        hand_over(
            hand_over_id=found.id, given=form.given(), note=form.cleaned_data["note"],
            actor=person, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("De overdracht staat erin."))
        return redirect("marketplace:console-buurtdeal", found.deal_id)

    context = {"hand_over": found, "deal": found.deal}
    return step(request, "marketplace/console_hand_over.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def sheet(request: HttpRequest, buurtdeal_id: int) -> HttpResponse:
    """One page to sign, in the colours of the municipality."""
    person = person_who_may(request, "publish-klus")
    deal = queries.deal_seen_by(person, buurtdeal_id)
    rows = with_words(queries.season(deal))
    made = printed(PRINTS / "agreement.typ", values=_values(deal, rows), pictures={})
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="buurtdeal-{deal.id}.pdf"'
    return answer


def _values(deal: Buurtdeal, rows: list[SeasonRow]) -> dict[str, object]:
    town = current_tenant()
    return {
        "lang": get_language() or "nl",
        "brand": town.brand_color,
        "ink": ink_on(town.brand_color),
        "kind": _("Buurtdeal"),
        "title": deal.title,
        "town": town.name,
        "place": ", ".join(
            one for one in (deal.place, deal.neighbourhood.name if deal.neighbourhood else "")
            if one
        ),
        "season": _("Van {first} tot en met {last}").format(
            first=date_format(deal.starts_on, "j F Y"), last=date_format(deal.ends_on, "j F Y")
        ),
        "parts": _parts(deal, rows),
        "sides": _sides(deal),
        "day": _("Datum"),
        "name": _("Naam"),
        "sign": _("Handtekening"),
    }  # fmt: skip


def _parts(deal: Buurtdeal, rows: list[SeasonRow]) -> list[dict[str, object]]:
    materials = [
        f"{one.number} × {one.name}, {one.get_rhythm_display()}" for one in deal.materials.all()
    ]
    klussen = [
        _("{klus}: {often}, {places} plekken, {times}").format(
            klus=one.row.pattern.title, often=one.words, places=one.row.places,
            times=ngettext("{count} keer", "{count} keer", one.times).format(count=one.times),
        )
        for one in rows
    ]  # fmt: skip
    contact = _("{name}, {reach}. Bij de gemeente: {keeper}.").format(
        name=deal.contact, reach=deal.reach, keeper=deal.looked_after_by.name
    )
    review = _("Op {day} kijken we samen hoe het gaat.").format(
        day=date_format(deal.review_on, "j F Y")
    )
    parts = [
        (_("Wat de bewoners doen"), deal.work, []),
        (_("De klussen"), "", klussen),
        (_("Wat de gemeente doet"), deal.gives, materials),
        (_("Wie je belt of schrijft"), contact, []),
        (_("Terugkijken"), review, []),
    ]
    return [
        {"title": title, "text": _lines(text), "lines": lines} for title, text, lines in parts
        if text or lines
    ]  # fmt: skip


def _lines(text: str) -> str:
    """What was typed, line by line; of too many lines one piece: the sheet is one page."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return ("\n" if len(lines) <= MOST_LINES else " · ").join(lines)


def _sides(deal: Buurtdeal) -> list[dict[str, str]]:
    signed = date_format(deal.signed_on, "j F Y") if deal.signed_on else ""
    by_town = deal.signed_by.name if deal.signed_by else ""
    return [
        {"who": capfirst(deal.residents), "name": deal.signer, "day": signed},
        {"who": _("Gemeente {town}").format(town=current_tenant().name), "name": by_town,
         "day": signed},
    ]  # fmt: skip

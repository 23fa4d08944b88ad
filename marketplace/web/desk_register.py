"""The register of second opinions, as a page and as a file for the council."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.models import SecondOpinion
from marketplace.queries.guard import (
    GIVE,
    opinions_asked_of,
    register,
    register_counts,
    register_years,
)
from marketplace.rules.displacement import as_read
from marketplace.services.policy import KEEP
from marketplace.web.signal_words import signal_words
from tenants.web.figures import plain_cell
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_who_may

SEE: Final = "see-work-register"
PER_PAGE: Final = 25


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, and every answer, newest first."""
    person = person_who_may(request, SEE)
    year = _year(request)
    found = register(year=year)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, signal_words(as_read(one.signals))) for one in page.object_list],
        "counts": register_counts(found),
        "years": register_years(),
        "year": year,
        "asked": f"jaar={year}" if year else "",
        "questions": opinions_asked_of(person) if person.may(GIVE) else [],
        "may_keep": person.may(KEEP),
    }
    return render(request, "marketplace/console_register.html", context)


@login_required
@never_cache
@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    person_who_may(request, SEE)
    year = _year(request)
    head = [
        _("Oordeel op"), _("Oordeel"), _("Klus"), _("Stand van de klus"), _("Plek"), _("Soort"),
        _("Organisatie"), _("Waarom gevraagd"), _("Gevraagd door"), _("Gevraagd op"), _("Uitleg"),
        _("Oordeel door"), _("Reden"),
    ]  # fmt: skip
    name = f"klusregister-{year}" if year else "klusregister"
    return spreadsheet(name, head, [_row(one) for one in register(year=year)])


def _row(one: SecondOpinion) -> list[str]:
    klus = one.klus
    assert one.answered_at is not None, "the register holds answers"
    cells = [
        f"{timezone.localtime(one.answered_at):%Y-%m-%d}", one.get_state_display(), klus.title,
        klus.get_state_display(), klus.place, klus.get_category_display(), klus.organiser.name,
        " ".join(signal_words(as_read(one.signals))), one.asked_by.name,
        f"{timezone.localtime(one.asked_at):%Y-%m-%d}", one.question, one.asked_of.name,
        one.reason,
    ]  # fmt: skip
    return [plain_cell(str(cell)) for cell in cells]


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None

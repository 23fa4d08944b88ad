"""What a municipality knows of people: for everybody to read, and as a register for the officer."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from heitje.privacy.processing import Basis
from heitje.privacy.register import REGISTER
from tenants.web.spreadsheet import spreadsheet
from tenants.web.steps import person_or_none, person_who_may

BASES: Final = {
    Basis.CONSENT: _("Jij zegt ja. Je mag dat altijd weer intrekken."),
    Basis.CONTRACT: _("Anders kun je niet meedoen."),
    Basis.LAW: _("De wet vraagt het van ons."),
    Basis.PUBLIC_TASK: _("Het hoort bij de taak van de gemeente."),
}


@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """What we keep of people, why, how long, and who sees it."""
    person = person_or_none(request)
    context = {
        "register": [(one, BASES[one.basis]) for one in REGISTER],
        "may_download": person is not None and person.may("see-console"),
    }
    return render(request, "privacy.html", context)


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The same with its columns, as the municipality's register of processing wants it."""
    person_who_may(request, "see-console")
    rows = (
        [one.title, one.purpose, f"AVG art. 6 lid 1 {one.basis.value}", one.term, one.readers,
         ", ".join(f"{model}: {' '.join(fields)}" for model, fields in one.fields.items())]
        for one in REGISTER
    )  # fmt: skip
    head = ("Verwerking", "Doel", "Grondslag", "Bewaartermijn", "Wie ziet het", "Gegevens")
    return spreadsheet("verwerkingsregister", head, rows)

"""A resident's own agenda: the page about its secret address, and the file that is read there."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe

from marketplace.models import SignUp
from marketplace.planning import queries
from marketplace.planning.agenda import agenda
from marketplace.planning.services.agenda import digest_of, put_agenda_away, renew_agenda
from tenants.queries import current_tenant
from tenants.web.steps import person_of, step

KEPT_S: Final = 900


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Where one's own agenda is read; making the address for the first time."""
    person = person_of(request)
    if request.method == "POST":
        if queries.agenda_address(person) is None:
            renew_agenda(person=person, now=timezone.now())
            messages.success(request, _("Je agenda-adres is klaar."))
        return redirect("marketplace:agenda")
    found = queries.agenda_address(person)
    url = ""
    if found is not None:
        url = request.build_absolute_uri(reverse("marketplace:agenda-file", args=[found.secret]))
    context = {"url": url, "webcal": "webcal:" + url.partition(":")[2] if url else ""}
    return render(request, "marketplace/agenda.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """Another address, after a question."""

    def run() -> HttpResponse:
        renew_agenda(person=person_of(request), now=timezone.now())
        messages.success(request, _("Je hebt een nieuw adres. Het oude werkt niet meer."))
        return redirect("marketplace:agenda")

    return step(request, "marketplace/agenda_renew.html", run, context={})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """No address any more, after a question."""

    def run() -> HttpResponse:
        put_agenda_away(person=person_of(request))
        messages.success(request, _("Je agenda-adres is weg."))
        return redirect("marketplace:agenda")

    return step(request, "marketplace/agenda_stop.html", run, context={})


@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponse:
    """The agenda itself, for whoever has the address."""
    found = queries.agenda_by_digest(digest_of(secret))
    tenant = current_tenant()

    def address(sign_up: SignUp) -> str:
        return request.build_absolute_uri(reverse("marketplace:my-klus", args=[sign_up.id]))

    with override(found.person.language):
        name = _("Klussen in %(town)s") % {"town": tenant.name}
    content = agenda(
        queries.agenda_of(found.person, now=timezone.now()),
        name=name, host=request.get_host().partition(":")[0], address=address,
    )  # fmt: skip
    return _answer(request, content)


def _answer(request: HttpRequest, content: bytes) -> HttpResponse:
    """The bytes, or that they did not change since they were read."""
    mark = f'"{digest_of(content.decode())[:32]}"'

    @condition(etag_func=lambda _request: mark)
    def shown(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(content, content_type="text/calendar; charset=utf-8")

    response: HttpResponse = shown(request)
    response["Cache-Control"] = f"private, max-age={KEPT_S}"
    response["Content-Disposition"] = 'inline; filename="klussen.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

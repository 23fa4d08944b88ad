"""The bare host: what Heitje is, and a door to every face. And every face's colours."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from heitje.context import colors_of
from heitje.theme import theme_css, theme_digest
from tenants.models import Domain
from tenants.queries import domains

FACE_TEXTS: Final = {
    Domain.Face.TENANT: (
        _("Inwoners, ondernemers en gemeente: klussen doen, betalen, nakijken, uitbetalen."),
        "home",
    ),
    Domain.Face.COORDINATOR: (
        _("De regio: wie neemt wiens munten aan, en wie betaalt wie."),
        "scale",
    ),
    Domain.Face.OPERATOR: (
        _("De beheerder: gemeenten toevoegen en zien of alles draait."),
        "chart",
    ),
}


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """A door to every face, on the port the visitor came in by."""
    faces = [
        {
            "name": _face_name(domain),
            "url": f"{request.scheme}://{domain.domain}{port_suffix(request)}/",
            "text": FACE_TEXTS[Domain.Face(domain.face)][0],
            "icon": FACE_TEXTS[Domain.Face(domain.face)][1],
        }
        for domain in domains()
        if domain.face != Domain.Face.FRONT
    ]
    return render(request, "landing.html", {"faces": faces})


@require_GET
@cache_control(public=True, max_age=31_536_000, immutable=True)
@vary_on_headers("Host")
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The tenant's colours as one stylesheet, under a name that changes with them."""
    colors = colors_of(request)
    if digest != theme_digest(*colors):
        raise Http404
    return HttpResponse(theme_css(*colors), content_type="text/css; charset=utf-8")


def port_suffix(request: HttpRequest) -> str:
    """ ":8000" for a link to another host of this installation; "" on the usual ports."""
    port = request.get_port()
    return "" if port in {"80", "443"} else f":{port}"


def _face_name(domain: Domain) -> str:
    if domain.face == Domain.Face.TENANT:
        return str(domain.tenant.name)
    return domain.region.name if domain.region is not None else "Beheer"

"""The face as an app on a phone: manifest, icon, a worker, and a page for when there is no network.

The worker keeps that one page and its look, nothing else: what a person sees never stays behind
on a phone, and pages are always fresh from the house.
"""

import hashlib
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from heitje import __version__
from heitje.app_icon import SIZES, app_icon
from heitje.context import colors_of, icon_url, theme_url
from heitje.theme import theme_digest
from tenants.models import Tenant

PAPER: Final = "#faf6f1"


@require_GET
@cache_control(public=True, max_age=3_600)
@vary_on_headers("Host", "Accept-Language", "Cookie")
def manifest(request: HttpRequest) -> JsonResponse:
    """How a phone shows the app (W3C, Web Application Manifest)."""
    tenant: Tenant | None = getattr(request, "tenant", None)
    name = short = "Heitje"
    if tenant is not None and not tenant.is_public:
        short = tenant.coin_plural.capitalize()
        name = f"{short} {tenant.name}"
    brand, _accent = colors_of(request)
    return JsonResponse(
        {
            "id": "/",
            "name": name,
            "short_name": short,
            "description": gettext("Doe een klus in je buurt en betaal bij winkels in de buurt."),
            "lang": get_language() or "nl",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": brand,
            "background_color": PAPER,
            "icons": [
                {"src": icon_url(request, size), "sizes": f"{size}x{size}", "type": "image/png",
                 "purpose": purpose}
                for size in SIZES
                for purpose in ("any", "maskable")
            ],
        },
        content_type="application/manifest+json",
    )  # fmt: skip


@require_GET
@cache_control(public=True, max_age=31_536_000, immutable=True)
@vary_on_headers("Host")
def icon(request: HttpRequest, size: int, digest: str) -> HttpResponse:
    """The icon, under a name that changes with the colours."""
    colors = colors_of(request)
    if size not in SIZES or digest != theme_digest(*colors):
        raise Http404
    return HttpResponse(app_icon(size, *colors), content_type="image/png")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers when the network does not."""
    kept = [
        reverse("heitje:offline", urlconf=getattr(request, "urlconf", None)),
        theme_url(request),
        static("heitje/app.css"),
        static("heitje/mark.svg"),
    ]
    name = hashlib.sha256("|".join([__version__, *kept]).encode()).hexdigest()[:12]
    context = {"kept": kept, "name": name, "icon_url": icon_url(request, SIZES[1])}
    answer = render(request, "app/worker.js", context, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_GET
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone without network shows. The worker asks for it without saying who asks."""
    return render(request, "app/offline.html")

"""What every page knows: the tenant and its theme, the person, the menu of this face."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from currency.queries import dispute_count
from heitje.app_icon import TOUCH_ICON
from heitje.theme import theme_digest
from marketplace.checking.queries import queue_length
from marketplace.klusbox.queries.lending import late_count
from marketplace.queries.guard import opinions_asked_of
from marketplace.queries.partners import changes_to_decide
from tenants.messages.queries import unread_count
from tenants.models import Domain, Tenant
from tenants.people.models import Person

ROOTS = ("/", "/beheer/", "/kassa/")
HOUSE_COLORS = ("#0b5a5e", "#f2a541")


@dataclass(frozen=True)
class Place:
    """One entry of a menu: where it leads, and the permission it needs ("" for everybody).

    `narrows`: the page shows what is within somebody's reach, so the permission for something of
    one organisation leads there too.
    `waiting` counts what waits there for somebody who may go there.
    """

    view: str
    label: str | Promise
    icon: str
    permission: str = ""
    narrows: bool = False
    waiting: Callable[[Person], int] | None = None


def _accounts(person: Person) -> int:
    return changes_to_decide() if person.may("approve-account-change") else 0


def _late(_person: Person) -> int:
    return late_count(timezone.now())


def _opinions(person: Person) -> int:
    return opinions_asked_of(person).count()


def _disputes(_person: Person) -> int:
    return dispute_count()


@dataclass(frozen=True)
class NavItem:
    """A place as a page shows it. `current` is "page", "true" on a page below it, or ""."""

    url: str
    label: str | Promise
    icon: str
    current: str
    badge: int = 0


RESIDENT = (
    Place("marketplace:home", _("Thuis"), "home"),
    Place("marketplace:klussen", _("Klussen"), "broom"),
    Place("currency:pay", _("Betalen"), "scan"),
    Place("marketplace:my-klussen", _("Mijn klussen"), "calendar"),
    Place("heitje:profile", _("Mijn"), "person"),
)
TILL = (
    Place("marketplace:till", _("Kassa"), "keypad"),
    Place("marketplace:till-statement", _("Afschrift"), "list"),
    Place("settlement:shop-payouts", _("Uitbetaling"), "bank"),
    Place("marketplace:shop-desks", _("Mijn winkel"), "shop"),
)
CONSOLE = (
    Place("marketplace:console", _("Overzicht"), "chart", "see-console"),
    Place("marketplace:console-klussen", _("Klussen"), "broom", "publish-klus", narrows=True),
    Place("marketplace:console-buurtdeals", _("Buurtdeals"), "leaf", "publish-klus"),
    Place("marketplace:console-proofs", _("Nakijken"), "shield", "check-proof", True, queue_length),
    Place("klusbox:desk", _("Klusbox"), "tools", "lend-klusbox", waiting=_late),
    Place("marketplace:console-budgets", _("Budgetten"), "box", "see-programmes"),
    Place(
        "marketplace:console-merchants",
        _("Ondernemers"),
        "shop",
        "see-merchants",
        waiting=_accounts,
    ),
    Place("organisations:console-organisations", _("Organisaties"), "people", "see-organisations"),
    Place("marketplace:console-cards", _("Kaarten"), "card", "issue-card"),
    Place(
        "marketplace:console-disputes", _("Meldingen"), "flag", "decide-dispute", waiting=_disputes
    ),
    Place("settlement:payouts", _("Uitbetalingen"), "bank", "see-payouts"),
    Place("settlement:clearing", _("Verrekening"), "scale", "see-clearing"),
    Place("tenants:agreements", _("Overeenkomsten"), "handshake", "see-agreements"),
    Place(
        "marketplace:console-register",
        _("Klusregister"),
        "eye",
        "see-work-register",
        waiting=_opinions,
    ),
    Place("marketplace:console-rules", _("Regels"), "sliders", "see-rules"),
    Place("messages:console", _("Berichten"), "mail", "see-console"),
)
REGION = (
    Place("clearing:overview", _("Overzicht"), "chart", "see-region"),
    Place("tenants:region-agreements", _("Overeenkomsten"), "handshake", "see-region"),
    Place("clearing:positions", _("Verrekening"), "scale", "see-positions"),
    Place("clearing:runs", _("Verrekenrondes"), "swap", "see-positions"),
)
OPERATOR = (Place("heitje:operator", _("Gemeenten"), "chart", "see-installation"),)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template. Costs no query for an anonymous visitor."""
    tenant: Tenant | None = getattr(request, "tenant", None)
    shown = tenant if tenant and not tenant.is_public else None
    colors = colors_of(request)
    user = getattr(request, "user", None)
    person = user if isinstance(user, Person) else None
    return {
        "tenant": shown,
        "domain": getattr(request, "domain", None),
        "face_name": _face_name(shown, getattr(request, "domain", None)),
        "person": person,
        "theme_url": theme_url(request),
        "theme_color": colors[0],
        "touch_icon_url": icon_url(request, TOUCH_ICON),
        "nav": menu(request, person),
        "stream_base": stream_base(request),
        "is_demo": settings.DEMO,
        # Asked by the bell alone: an answer without a page costs no query.
        "unread": SimpleLazyObject(lambda: unread_count(person) if shown and person else 0),
    }


def colors_of(request: HttpRequest) -> tuple[str, str]:
    """Brand and accent of the tenant whose host was asked, or the house's own."""
    tenant: Tenant | None = getattr(request, "tenant", None)
    if tenant is None or tenant.is_public:
        return HOUSE_COLORS
    return tenant.brand_color, tenant.accent_color


def icon_url(request: HttpRequest, size: int) -> str:
    """Where the icon of this face is, `size` pixels wide; the name changes with the colours."""
    return f"/icoon-{size}-{theme_digest(*colors_of(request))}.png"


def theme_url(request: HttpRequest) -> str:
    """Where the colours of this face are; the name changes with them."""
    return f"/theme-{theme_digest(*colors_of(request))}.css"


def menu(request: HttpRequest, person: Person | None) -> list[NavItem]:
    """The menu of the face the page belongs to, with the places this person may go."""
    found = []
    for place in _places(request):
        if place.permission and not (person and _may_go(person, place)):
            continue
        try:
            url = reverse(place.view, urlconf=getattr(request, "urlconf", None))
        except NoReverseMatch:
            continue
        found.append((place, url))
    here = _closest([url for _place, url in found], request.path)
    return [
        NavItem(
            url,
            place.label,
            place.icon,
            current="" if url != here else "page" if url == request.path else "true",
            badge=place.waiting(person) if place.waiting and person else 0,
        )
        for place, url in found
    ]


def _may_go(person: Person, place: Place) -> bool:
    may_narrowly = place.narrows and bool(person.reach(place.permission))
    return may_narrowly or person.may(place.permission)


def _places(request: HttpRequest) -> tuple[Place, ...]:
    domain: Domain | None = getattr(request, "domain", None)
    if domain is None or domain.face == Domain.Face.FRONT:
        return ()
    if domain.face == Domain.Face.COORDINATOR:
        return REGION
    if domain.face == Domain.Face.OPERATOR:
        return OPERATOR
    if request.path.startswith("/beheer/"):
        return CONSOLE
    if request.path.startswith("/kassa/"):
        return TILL
    return RESIDENT


def _closest(urls: Sequence[str], path: str) -> str:
    """The address of the menu that the page belongs to; a face's first page has none below it."""
    above = [url for url in urls if path == url or (path.startswith(url) and url not in ROOTS)]
    return max(above, key=len, default="")


def _face_name(tenant: Tenant | None, domain: Domain | None) -> str:
    """Whose pages these are, for the logo: a municipality, a region, or the house itself."""
    if tenant is not None:
        return str(tenant.name)
    if domain is not None and domain.region is not None:
        return domain.region.name
    return gettext("Beheer") if domain and domain.face == Domain.Face.OPERATOR else "Heitje"


def stream_base(request: HttpRequest) -> str:
    """Where live pages listen: this origin behind an ingress, else the stream's own port."""
    if settings.STREAM_SAME_ORIGIN:
        return ""
    host = request.get_host().rsplit(":", 1)[0]
    return f"{request.scheme}://{host}:{settings.STREAM_PORT}"

"""Pages of the demo alone: its post, its cast, and becoming one of them with one click.

Each of them answers 404 unless settings allow it; settings refuse to allow it in production.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from heitje.post import letters
from tenants.models import Domain
from tenants.people.models import Grant, Party, Person
from tenants.people.queries import (
    people_with_roles,
    people_with_seats,
    person_by_email,
    plain_residents,
)

RESIDENTS_SHOWN: Final = 6
View = Callable[[HttpRequest], HttpResponse]


def only_where_allowed(view: View) -> View:
    """404 where quick signing in is not on."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.QUICK_SIGN_IN:
            raise Http404
        return view(request)

    return guarded


@only_where_allowed
@never_cache
@require_GET
def post(request: HttpRequest) -> HttpResponse:
    """Mail of this tenant."""
    return render(request, "post.html", {"letters": letters()})


@only_where_allowed
@never_cache
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Who there is to sign in as, with one click."""
    return render(request, "roles.html", {"cast": _cast()})


@only_where_allowed
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, and start where that person's work starts."""
    person = person_by_email(request.POST.get("email", ""))
    if person is None:
        raise Http404
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(_desk_of(request, person))


def _cast() -> list[dict[str, object]]:
    """People with a role, people with a shop, some residents."""
    cast: list[dict[str, object]] = [
        {"person": person, "what": ", ".join(map(_role, person.grants.all()))}
        for person in people_with_roles()
    ]
    cast += [
        {"person": person, "what": ", ".join(seat.party.name for seat in person.seats.all())}
        for person in people_with_seats().filter(grants=None)
    ]
    cast += [
        {"person": person, "what": _("Inwoner")} for person in plain_residents()[:RESIDENTS_SHOWN]
    ]
    return cast


def _desk_of(request: HttpRequest, person: Person) -> str:
    domain: Domain = request.domain  # type: ignore[attr-defined]  # set by HostMiddleware
    if domain.face != Domain.Face.TENANT:
        return "/"
    if person.may("see-console"):
        return reverse("marketplace:console")
    if person.reach("publish-klus"):
        return reverse("marketplace:console-klussen")
    has_shop = person.seats.filter(party__kind=Party.Kind.MERCHANT).exists()
    return reverse("marketplace:till" if has_shop else "marketplace:home")


def _role(grant: Grant) -> str:
    return f"{grant.role.name} ({grant.within.name})" if grant.within else grant.role.name

"""Pages that belong to no room: the front door, the theme, the post, sign in as, profile."""

from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from currency.proof import verify_ledger
from heitje.context import HOUSE_COLORS
from heitje.observability.backlog import waiting_events
from heitje.post import letters
from heitje.theme import theme_css, theme_digest
from tenants.models import Domain, Tenant
from tenants.people.models import Neighbourhood, Person
from tenants.people.queries import neighbourhoods, people_with_roles, person_by_email
from tenants.people.services import change_profile, refuse_unless_may
from tenants.queries import all_tenants, domains, primary_host

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
    """The bare host: what Heitje is, and a door to every face."""
    faces = [
        {
            "name": _face_name(domain),
            "url": f"{request.scheme}://{domain.domain}{_port(request)}/",
            "text": FACE_TEXTS[Domain.Face(domain.face)][0],
            "icon": FACE_TEXTS[Domain.Face(domain.face)][1],
            "group": domain.get_face_display(),
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
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]
    colors = HOUSE_COLORS if tenant.is_public else (tenant.brand_color, tenant.accent_color)
    if digest != theme_digest(*colors):
        raise Http404
    return HttpResponse(theme_css(*colors), content_type="text/css; charset=utf-8")


@require_GET
def post(request: HttpRequest) -> HttpResponse:
    """Mail of this tenant, in demo and development alone."""
    _only_in_demo()
    return render(request, "post.html", {"letters": letters()})


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Who there is to sign in as, with one click, in the demo alone."""
    _only_in_demo()
    return render(request, "roles.html", {"cast": _cast(request)})


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's cast."""
    _only_in_demo()
    person = person_by_email(request.POST.get("email", ""))
    if person is None or not settings.DEMO:
        raise Http404
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(_desk_of(request, person))


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(label=_("Jouw naam"), max_length=120)
    neighbourhood = forms.ModelChoiceField(
        label=_("Jouw wijk"),
        queryset=Neighbourhood.objects.none(),
        required=False,
        empty_label=_("Zeg ik liever niet"),
    )
    language = forms.ChoiceField(label=_("Taal"), choices=settings.LANGUAGES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["neighbourhood"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = neighbourhoods()
        field.label_from_instance = lambda place: place.name  # type: ignore[method-assign]


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """A person's own details, and the desks they work at."""
    person = request.user
    assert isinstance(person, Person)
    form = ProfileForm(
        request.POST or None,
        initial={
            "name": person.name,
            "neighbourhood": person.neighbourhood_id,
            "language": person.language,
        },
    )
    if request.method == "POST" and form.is_valid():
        change_profile(person=person, **form.cleaned_data)
        response = redirect("heitje:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax", secure=settings.HTTPS
        )
        messages.success(request, _("Bewaard."))
        return response
    context = {
        "form": form,
        "has_shop": person.seats.exists(),
        "has_desk": person.may("see-console"),
    }
    return render(request, "profile.html", context)


@login_required
@require_GET
def operator(request: HttpRequest) -> HttpResponse:
    """The operator's desk: every tenant, where it lives, and whether all runs."""
    person = request.user
    assert isinstance(person, Person)
    refuse_unless_may(person, "see-installation")
    rows = [
        {
            "tenant": tenant,
            "host": (host := primary_host(tenant)),
            "url": f"{request.scheme}://{host}{_port(request)}/",
            "findings": verify_ledger(tenant.schema_name),
        }
        for tenant in all_tenants()
    ]
    context = {
        "rows": rows,
        "broken": sum(1 for row in rows if row["findings"]),
        "waiting": waiting_events(),
    }
    return render(request, "operator.html", context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stood open too long, or came from elsewhere: nothing happened."""
    return render(request, "csrf.html", status=403)


def _only_in_demo() -> None:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404


def _port(request: HttpRequest) -> str:
    port = request.get_port()
    return "" if port in {"80", "443"} else f":{port}"


def _face_name(domain: Domain) -> str:
    if domain.face == Domain.Face.TENANT:
        return domain.tenant.name
    if domain.region is not None:
        return domain.region.name
    return "Beheer"


def _cast(request: HttpRequest) -> list[dict[str, object]]:
    """The demo's cast of this host: people with a role, people with a shop, some residents."""
    cast: list[dict[str, object]] = [
        {"person": person, "what": ", ".join(grant.role.name for grant in person.grants.all())}
        for person in people_with_roles()
    ]
    owners = Person.objects.filter(seats__isnull=False).distinct().order_by("name")[:12]
    for person in owners.prefetch_related("seats__party"):
        shops = ", ".join(seat.party.name for seat in person.seats.all())
        cast.append({"person": person, "what": shops})
    residents = Person.objects.filter(seats=None, grants=None, email__endswith=".example")
    cast += [{"person": person, "what": _("Inwoner")} for person in residents.order_by("id")[:6]]
    return cast


def _desk_of(request: HttpRequest, person: Person) -> str:
    """Where somebody's work starts."""
    domain: Domain = request.domain  # type: ignore[attr-defined]
    if domain.face != Domain.Face.TENANT:
        return "/"
    if person.may("see-console"):
        return reverse("marketplace:console")
    if person.seats.exists():
        return reverse("marketplace:till")
    return reverse("marketplace:home")

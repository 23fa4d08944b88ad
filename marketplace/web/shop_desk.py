"""A shop's own desk: what it is like now, its places, its tills, and whether it takes coins."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.errors import NoTill
from marketplace.models import Branch, Merchant
from marketplace.queries import partners
from marketplace.rules.opening_hours import week_lines
from marketplace.services import places
from marketplace.web.place_forms import AboutForm, BranchForm, PauseForm, PlaceForm, ShopTillForm
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_GET
def desks(request: HttpRequest) -> HttpResponse:
    """One's shop; who works for several chooses. Raises NoTill for who works for none."""
    found = list(partners.shops_of(person_of(request)))
    if not found:
        raise NoTill
    if len(found) == 1:
        return redirect("marketplace:shop-desk", found[0].id)
    return render(request, "marketplace/shop_desks.html", {"shops": found})


@login_required
@never_cache
@require_GET
def desk(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """What the shop is like now, and what asks for attention."""
    person = person_of(request)
    shop = partners.own_shop(person, merchant_id)
    duty, today = partners.duty_of(person, shop), timezone.localtime().weekday()
    context = {
        "shop": shop,
        "is_owner": duty in partners.OWNERS,
        "is_keeper": duty in partners.KEEPERS,
        "places": [
            (place, dict(week_lines(place.hours)).get(today)) for place in partners.places_of(shop)
        ],
        "people": len(partners.people_of(shop)),
        "invitations": len(partners.invitations_of(shop)),
        "terms": partners.current_terms(),
        "accepted": partners.accepted_terms(shop),
        "change": partners.waiting_change(shop) if duty in partners.OWNERS else None,
    }
    return render(request, "marketplace/shop_desk.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """What the shop tells of itself."""
    shop = _kept(request, merchant_id)
    initial = {"about": shop.about, "vat_number": shop.vat_number}
    form = AboutForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        places.change_about(merchant_id=shop.id, actor=person_of(request), **form.cleaned_data)
        return _kept_and_back(request, shop)

    return step(request, "marketplace/shop_about.html", run, context={"shop": shop}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_place(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Where the shop stands itself, and when it is open."""
    shop = _kept(request, merchant_id)
    form = PlaceForm(request.POST or None, initial=PlaceForm.of(shop))

    def run() -> HttpResponse:
        places.change_own_place(merchant_id=shop.id, place=form.place(), actor=person_of(request))
        return _kept_and_back(request, shop)

    return step(request, "marketplace/shop_place.html", run, context={"shop": shop}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def branch(request: HttpRequest, merchant_id: int, branch_id: int | None = None) -> HttpResponse:
    """One more place, or a change of one."""
    shop = _kept(request, merchant_id)
    found = None if branch_id is None else partners.branch_of(shop, branch_id)
    initial = BranchForm.of(found, name=found.name, is_open=found.is_open) if found else None
    form = BranchForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        _save_branch(request, shop, found, form)
        return _kept_and_back(request, shop)

    context = {"shop": shop, "branch": found}
    return step(request, "marketplace/shop_place.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def till(request: HttpRequest, merchant_id: int, till_id: int | None = None) -> HttpResponse:
    """One more till, or a change of one."""
    shop = _kept(request, merchant_id)
    found = None if till_id is None else partners.till_of_shop(shop, till_id)
    initial = (
        {"name": found.name, "branch": found.branch_id, "is_active": found.is_active}
        if found
        else {"branch": request.GET.get("vestiging")}
    )
    form = ShopTillForm(request.POST or None, initial=initial, shop=shop, till=found)

    def run() -> HttpResponse:
        told = {"name": form.cleaned_data["name"], "branch_id": form.branch_id()}
        actor = person_of(request)
        if found is None:
            places.add_till(merchant_id=shop.id, actor=actor, **told)
        else:
            is_active = form.cleaned_data["is_active"]
            places.change_till(
                merchant_id=shop.id, till_id=found.id, is_active=is_active, actor=actor, **told
            )
        return _kept_and_back(request, shop)

    context = {"shop": shop, "till_changed": found}
    return step(request, "marketplace/shop_till.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def accepting(request: HttpRequest, merchant_id: int) -> HttpResponse:
    """Whether the shop takes coins now; the button says which way it goes."""
    shop = _kept(request, merchant_id)
    form = PauseForm(request.POST or None, initial={"note": shop.pause_note})

    def run() -> HttpResponse:
        actor = person_of(request)
        if "aan" in request.POST:
            places.resume_merchant(merchant_id=shop.id, actor=actor)
            messages.success(request, _("Je winkel neemt weer aan."))
        else:
            note = form.cleaned_data["note"]
            places.pause_merchant(merchant_id=shop.id, note=note, actor=actor, now=timezone.now())
            messages.success(request, _("Je winkel neemt nu niets aan. Klanten zien het."))
        return redirect("marketplace:shop-desk", shop.id)

    context: Mapping[str, object] = {"shop": shop}
    return step(request, "marketplace/shop_accepting.html", run, context=context, form=form)


def _kept(request: HttpRequest, merchant_id: int) -> Merchant:
    """The shop, which this person keeps. Raises NotFound."""
    return partners.own_shop(person_of(request), merchant_id, partners.KEEPERS)


def _save_branch(
    request: HttpRequest, shop: Merchant, found: Branch | None, form: BranchForm
) -> None:
    name, place, actor = form.cleaned_data["name"], form.place(), person_of(request)
    if found is None:
        places.add_branch(merchant_id=shop.id, name=name, place=place, actor=actor)
    else:
        places.change_branch(
            merchant_id=shop.id, branch_id=found.id, name=name, place=place,
            is_open=form.cleaned_data["is_open"], actor=actor,
        )  # fmt: skip


def _kept_and_back(request: HttpRequest, shop: Merchant) -> HttpResponse:
    messages.success(request, _("Bewaard."))
    return redirect("marketplace:shop-desk", shop.id)

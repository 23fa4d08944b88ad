"""Boxes at the desk: making and changing them, adding things, and their stickers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.web.qr import qr_code
from marketplace.klusbox.models import Kind
from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.services.boxes import add_items, change_box, create_box, create_kind
from marketplace.klusbox.services.moving import PERMISSION
from marketplace.klusbox.web.forms import AddForm, BoxForm
from marketplace.rules.opening_hours import week_lines
from tenants.people.models import Person
from tenants.web.steps import person_who_may, step

COUNTS_SHOWN = 5


@login_required
@never_cache
@require_GET
def box(request: HttpRequest, box_id: int) -> HttpResponse:
    """One box with its things and its last counts."""
    person = person_who_may(request, PERMISSION)
    found = stock.box_seen_by(person, box_id)
    context = {
        "box": found,
        "items": stock.items_of(found),
        "counts": stock.counts_of(found)[:COUNTS_SHOWN],
        "week": week_lines(found.hours),
        "now": timezone.now(),
    }
    return render(request, "klusbox/desk_box.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new box."""
    person = person_who_may(request, PERMISSION)
    form = BoxForm(request.POST or None)

    def run() -> HttpResponse:
        made = create_box(
            key=form.used_key(), details=form.details(), actor=person, now=timezone.now()
        )
        messages.success(request, _("De box staat erin. Zet er nu spullen in."))
        return redirect("klusbox:box-add", made.id)

    return step(request, "klusbox/desk_box_form.html", run, context={"box": None}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, box_id: int) -> HttpResponse:
    """Other words, hours, or lending nothing for now."""
    person = person_who_may(request, PERMISSION)
    found = stock.box_seen_by(person, box_id)
    form = BoxForm.of(found, request.POST or None)

    def run() -> HttpResponse:
        is_open = form.cleaned_data["is_open"]
        change_box(box_id=found.id, details=form.details(), is_open=is_open, actor=person)
        messages.success(request, _("Bewaard."))
        return redirect("klusbox:desk-box", found.id)

    return step(request, "klusbox/desk_box_form.html", run, context={"box": found}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, box_id: int) -> HttpResponse:
    """New things, numbered on."""
    person = person_who_may(request, PERMISSION)
    found = stock.box_seen_by(person, box_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddForm(*sent)

    def run() -> HttpResponse:
        photo = form.cleaned_data["photo"]
        made = add_items(
            key=form.used_key(), box_id=found.id, kind_id=_kind(form, person).id,
            count=form.cleaned_data["count"], actor=person, now=timezone.now(),
            photo=photo.read() if photo else None,
        )  # fmt: skip
        told = ngettext("%(count)s ding erbij. Plak de sticker erop.",
                        "%(count)s dingen erbij. Plak de stickers erop.", len(made))  # fmt: skip
        messages.success(request, told % {"count": len(made)})
        return redirect("klusbox:desk-box", found.id)

    return step(request, "klusbox/desk_add.html", run, context={"box": found}, form=form)


@login_required
@require_GET
def stickers(request: HttpRequest, box_id: int) -> HttpResponse:
    """The code of each thing, to print and stick on."""
    person = person_who_may(request, PERMISSION)
    found = stock.box_seen_by(person, box_id)
    shown = [
        (item, qr_code(request.build_absolute_uri(reverse("klusbox:item-code", args=[item.code]))))
        for item in stock.items_of(found)
    ]
    return render(request, "klusbox/desk_stickers.html", {"box": found, "stickers": shown})


def _kind(form: AddForm, actor: Person) -> Kind:
    told = form.cleaned_data
    chosen: Kind | None = told["kind"]
    return chosen or create_kind(
        name=told["name"], about=told["about"], longest_days=told["longest_days"], actor=actor
    )

"""One thing at the desk: where it is and was, and what can be done with it."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.web.qr import qr_code
from marketplace.klusbox.models import Item
from marketplace.klusbox.queries import boxes as stock
from marketplace.klusbox.queries import lending
from marketplace.klusbox.rules.steps import ITEM, Act, Part, acts_of
from marketplace.klusbox.services import upkeep
from marketplace.klusbox.services.boxes import picture_item
from marketplace.klusbox.services.moving import PERMISSION
from marketplace.klusbox.web.forms import MoveForm, NoteForm, PictureForm
from tenants.web.steps import person_who_may, step


class DeskAct(NamedTuple):
    """What a button does, what it says, and whether a word with it is needed."""

    act: Act
    run: Callable[..., Item]
    button: str | Promise
    question: str | Promise
    is_told: bool


ACTS: Final[Mapping[str, DeskAct]] = {
    "apart": DeskAct(
        Act.SET_ASIDE, upkeep.set_aside, gettext_lazy("Het is stuk"),
        gettext_lazy("We leggen het apart. Wie het gereserveerd had, krijgt een ander of bericht."),
        True,
    ),
    "gemaakt": DeskAct(
        Act.MEND, upkeep.mend, gettext_lazy("Het is gemaakt"),
        gettext_lazy("Het kan weer worden geleend."), False,
    ),
    "zoek": DeskAct(
        Act.MISS, upkeep.miss, gettext_lazy("Het is zoek"),
        gettext_lazy("Het hoort hier te liggen, maar het ligt er niet."), False,
    ),
    "gevonden": DeskAct(
        Act.FIND, upkeep.find, gettext_lazy("Het is terug"),
        gettext_lazy("Het ligt weer in de box."), False,
    ),
    "weg": DeskAct(
        Act.WRITE_OFF, upkeep.write_off, gettext_lazy("Schrijf af"),
        gettext_lazy("Het gaat voorgoed uit de klusbox. Dat kun je niet terugdraaien."), True,
    ),
}  # fmt: skip


@login_required
@never_cache
@require_GET
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Where it is, who has it or is next, and where it has been."""
    person_who_may(request, PERMISSION)
    found, now = stock.item(item_id), timezone.now()
    possible = acts_of(ITEM, found.state, Part.LENDER)
    code = request.build_absolute_uri(reverse("klusbox:item-code", args=[found.code]))
    context = {
        "item": found,
        "now": now,
        "next": lending.promised_next(found.id, now),
        "movements": stock.movements_of(found),
        "acts": [(word, one) for word, one in ACTS.items() if one.act in possible],
        "may_lend": Act.HAND_OUT in possible,
        "may_move": Act.MOVE_BOX in possible,
        "qr": qr_code(code),
        "picture": PictureForm(),
    }
    return render(request, "klusbox/desk_item.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, item_id: int, word: str) -> HttpResponse:
    """One of the steps of `ACTS`, after a question."""
    person, asked = person_who_may(request, PERMISSION), ACTS[word]
    found = stock.item(item_id)
    # Without a word to say a form is sent too: it then holds nothing but its token.
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, is_needed=asked.is_told)

    def run() -> HttpResponse:
        asked.run(
            item_id=found.id, note=form.cleaned_data["note"], actor=person, now=timezone.now()
        )
        messages.success(request, _("Nummer %(number)s is verwerkt.") % {"number": found.number})
        return redirect("klusbox:desk-item", found.id)

    context = {"item": found, "asked": asked}
    return step(request, "klusbox/desk_act.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, item_id: int) -> HttpResponse:
    """It belongs in another box from now on."""
    person = person_who_may(request, PERMISSION)
    found = stock.item(item_id)
    form = MoveForm(request.POST or None, item=found)

    def run() -> HttpResponse:
        box = form.cleaned_data["box"]
        upkeep.move_box(item_id=found.id, box_id=box.id, actor=person, now=timezone.now())
        messages.success(request, _("Het hoort nu bij %(box)s.") % {"box": box.name})
        return redirect("klusbox:desk-item", found.id)

    return step(request, "klusbox/desk_move.html", run, context={"item": found}, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def picture(request: HttpRequest, item_id: int) -> HttpResponse:
    """A new photo of it."""
    person = person_who_may(request, PERMISSION)
    found = stock.item(item_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PictureForm(*sent)

    def run() -> HttpResponse:
        photo = form.cleaned_data["photo"].read()
        picture_item(item_id=found.id, photo=photo, actor=person)
        messages.success(request, _("De foto is bewaard."))
        return redirect("klusbox:desk-item", found.id)

    return step(request, "klusbox/desk_picture.html", run, context={"item": found}, form=form)

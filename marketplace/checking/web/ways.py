"""What a resident does where no photo is asked: give the code of the screen, say it is done."""

from collections.abc import Collection
from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace import queries
from marketplace.checking.errors import CodeWrong, TooManyWrongCodes
from marketplace.checking.services.desks import give_code, report_done
from marketplace.models import Klus, SignUp
from marketplace.rules.transitions import Verb
from tenants.attempts import count_wrong, refuse_above
from tenants.errors import NotFound, Refusal
from tenants.people.models import Person
from tenants.problems import STATUS
from tenants.web.steps import person_of, step

ATTEMPTS: Final = "desk"
CODE_LONGEST: Final = 12


class CodeForm(forms.Form):
    """The code on the screen."""

    code = forms.CharField(
        label=gettext_lazy("Code van het scherm"),
        max_length=CODE_LONGEST,
        help_text=gettext_lazy("6 cijfers. Ze veranderen elke minuut."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Typ de code die op het scherm staat.")},
    )


def is_by_code(mine: SignUp) -> bool:
    """Whether this klus is checked by a code."""
    return bool(mine.slot.klus.checking == Klus.Checking.CODE)


def way_of(mine: SignUp, verbs: Collection[Verb]) -> dict[str, object]:
    """What the page of one's klus offers besides a photo."""
    klus, may_hand_in = mine.slot.klus, Verb.HAND_IN in verbs
    return {
        "may_give_code": is_by_code(mine) and (Verb.CHECK_IN in verbs or may_hand_in),
        "is_first_code": Verb.CHECK_IN in verbs,
        "may_report": klus.checking == Klus.Checking.ROUND and may_hand_in,
        "code_form": CodeForm(),
    }


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """Give the code: on arrival, and when it is done."""
    person = person_of(request)
    mine = queries.own_sign_up(person, sign_up_id)
    if not is_by_code(mine):
        raise NotFound
    form = CodeForm(request.POST or None)

    def run() -> HttpResponse:
        done = _given(person, mine.id, form.cleaned_data["code"])
        messages.success(request, _said(done))
        return redirect("marketplace:my-klus", mine.id)

    context = {"sign_up": mine, "is_first_code": mine.state == SignUp.State.SIGNED_UP}
    return step(request, "checking/give_code.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def scanned(request: HttpRequest, slot_id: int, code: str) -> HttpResponse:
    """The QR of the screen was scanned: one's own klus of this moment, with the code filled in."""
    person = person_of(request)
    mine = queries.own_at_slot(person, slot_id)
    if mine is None or not is_by_code(mine):
        return render(request, "checking/not_on_the_list.html", status=404)
    context = {
        "sign_up": mine,
        "form": CodeForm(initial={"code": code[:CODE_LONGEST]}),
        "is_first_code": mine.state == SignUp.State.SIGNED_UP,
        "action": True,
    }
    return render(request, "checking/give_code.html", context)


@login_required
@require_POST
def done(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """It is done; the team comes by."""
    person = person_of(request)
    mine = queries.own_sign_up(person, sign_up_id)
    try:
        report_done(sign_up_id=mine.id, resident=person, now=timezone.now())
    except Refusal as refusal:
        context = {"sign_up": mine, "refusal": refusal}
        return render(request, "checking/not_done.html", context, status=STATUS[refusal.kind])
    messages.success(request, _("Klaar gemeld. De wijkploeg komt kijken."))
    return redirect("marketplace:my-klus", mine.id)


def _given(person: Person, sign_up_id: int, typed: str) -> SignUp:
    refuse_above(ATTEMPTS, person.id, TooManyWrongCodes)
    try:
        return give_code(sign_up_id=sign_up_id, resident=person, code=typed, now=timezone.now())
    except CodeWrong:
        count_wrong(ATTEMPTS, person.id)
        raise


def _said(done: SignUp) -> str:
    if done.state == SignUp.State.CHECKED_IN:
        return _("Je bent er. Succes! Geef de code nog een keer als je klaar bent.")
    if done.state == SignUp.State.APPROVED:
        return _("Klaar! De beloning staat op je saldo.")
    return _("Klaar! Een collega kijkt het nog na.")

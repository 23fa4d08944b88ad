"""A second look: the resident asks, somebody else at the desk decides."""

from typing import Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import queries as marketplace
from marketplace.checking import queries
from marketplace.checking.services.checks import own_household
from marketplace.checking.services.second_looks import (
    ask_second_look,
    grant_second_look,
    uphold_rejection,
)
from marketplace.web.desk_forms import ReasonForm
from marketplace.web.desk_reasons import UPHELD, sentence_among
from tenants.errors import NotFound
from tenants.web.steps import person_of, person_who_may, step

PER_PAGE: Final = 10


class AskForm(forms.Form):
    """Why somebody else should look."""

    words = forms.CharField(
        label=gettext_lazy("Wat moeten we nog een keer bekijken?"),
        max_length=500,
        help_text=gettext_lazy("Schrijf op waarom je het niet eens bent. Een ander leest dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Schrijf op wat we nog een keer moeten bekijken.")
        },
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """The resident asks."""
    person, now = person_of(request), timezone.now()
    mine = marketplace.own_sign_up(person, sign_up_id)
    if request.method == "GET" and not queries.may_look_again(mine, now):
        raise NotFound
    form = AskForm(request.POST or None)

    def run() -> HttpResponse:
        words = form.cleaned_data["words"]
        ask_second_look(sign_up_id=mine.id, resident=person, words=words, now=now)
        messages.success(request, _("Je vraag is binnen. Iemand anders kijkt nog een keer."))
        return redirect("marketplace:my-klus", mine.id)

    context = {"sign_up": mine}
    return step(request, "checking/second_look_ask.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a second look, longest first."""
    person = person_who_may(request, "check-proof")
    page = Paginator(queries.second_looks(), PER_PAGE).get_page(request.GET.get("page"))
    looks = list(page.object_list)
    not_mine = {one.id for one in own_household((look.sign_up for look in looks), person)}
    rows = [
        (look, look.first_by_id != person.id and look.sign_up_id not in not_mine) for look in looks
    ]
    return render(request, "checking/second_looks.html", {"page": page, "rows": rows})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """Good after all: asks once more, for this pays."""
    person = person_who_may(request, "check-proof")
    look = queries.second_look_of(sign_up_id)

    def run() -> HttpResponse:
        done = grant_second_look(sign_up_id=sign_up_id, actor=person, now=timezone.now())
        name = done.resident.party.name
        messages.success(request, _("Toch goedgekeurd. %(name)s heeft de beloning.")
                         % {"name": name})  # fmt: skip
        return redirect("marketplace:console-second-looks")

    return step(request, "checking/second_look_grant.html", run, context={"look": look})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def uphold(request: HttpRequest, sign_up_id: int) -> HttpResponse:
    """It stays rejected, with a reason that the resident reads."""
    person = person_who_may(request, "check-proof")
    look = queries.second_look_of(sign_up_id)
    initial = {"reason": sentence_among(UPHELD, request.GET.get("reden", ""))}
    form = ReasonForm(request.POST or None, initial=initial)

    def run() -> HttpResponse:
        uphold_rejection(
            sign_up_id=sign_up_id, actor=person, reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Het blijft afgewezen. De inwoner leest waarom."))
        return redirect("marketplace:console-second-looks")

    context = {"look": look, "ready": UPHELD}
    return step(request, "checking/second_look_uphold.html", run, context=context, form=form)

"""Handing out coins from a list at the console: read, looked at, put forward, approved, done."""

from typing import Any, Final

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

from currency.hand_out_list import MOST_BYTES
from currency.models import HandOut, Pot
from currency.queries import budgets
from currency.queries.hand_outs import CheckedList, checked_list, hand_outs, lines_of
from currency.services.hand_outs import approve_hand_out, cancel_hand_out, propose_hand_out
from marketplace.web.desk_forms import ProgrammeField
from tenants.errors import NotAllowed, NotFound, Refusal
from tenants.people.models import Person
from tenants.people.queries import names_by_party
from tenants.problems import STATUS
from tenants.web.figures import coins_plain
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_of, person_who_may, step

A_PAGE: Final = 50
TEMPLATE: Final = "marketplace/console_hand_out_new.html"


class HandOutForm(KeyForm):
    """A list, by file or typed, and out of which budget into which pot."""

    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=120,
        help_text=gettext_lazy("Waarvoor is het? De inwoner leest dit."),
    )  # fmt: skip
    programme = ProgrammeField(
        label=gettext_lazy("Uit welk budget?"), empty_label=gettext_lazy("Kies een budget")
    )
    pot = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), widget=forms.RadioSelect,
        choices=[(Pot.GIFT, gettext_lazy("Een gift")), (Pot.EMERGENCY, gettext_lazy("Noodsteun"))],
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Bestand"), required=False,
        help_text=gettext_lazy("Een CSV: op elke regel een e-mailadres of inwonernummer, en een"
                               " bedrag."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )  # fmt: skip
    rows = forms.CharField(
        label=gettext_lazy("Of plak hier de lijst"), required=False, strip=False,
        max_length=MOST_BYTES, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("Bijvoorbeeld: samira@voorbeeld.nl;12,50"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        field = self.fields["programme"]
        assert isinstance(field, ProgrammeField)
        field.offer(
            [one for one in budgets()
             if one.programme.starts_on <= today <= one.programme.ends_on]
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One list: a file goes before what was typed."""
        found = super().clean() or self.cleaned_data
        if not found.get("file") and not (found.get("rows") or "").strip() and not self.errors:
            self.add_error("file", _("Kies een bestand of plak de lijst."))
        if found.get("file") and found["file"].size > MOST_BYTES:
            self.add_error("file", _("Dit bestand is te groot: hoogstens 1 MB."))
        return found

    def raw(self) -> bytes:
        """The bytes of the list."""
        file = self.cleaned_data.get("file")
        typed: str = self.cleaned_data.get("rows") or ""
        return bytes(file.read()) if file else typed.encode()


@login_required
@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every list that was put forward, the newest first."""
    person = _who_may_see(request)
    page = Paginator(hand_outs(), A_PAGE).get_page(request.GET.get("page"))
    names = names_by_party([one.proposed_by for one in page])
    context = {
        "page": page,
        "rows": [(one, names.get(one.proposed_by, "")) for one in page],
        "may_propose": person.may("propose-hand-out"),
    }
    return render(request, "marketplace/console_hand_outs.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A list is read and shown, line by line; only after that it is put before a colleague."""
    person = person_who_may(request, "propose-hand-out")
    form = HandOutForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, TEMPLATE, {"form": form}, status=status)
    raw, pot = form.raw(), Pot(form.cleaned_data["pot"])
    try:
        if "zeker" in request.POST:
            made = propose_hand_out(
                key=form.used_key(), name=form.cleaned_data["name"], raw=raw, pot=pot,
                programme=form.cleaned_data["programme"], actor=person, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("De lijst is klaargezet. Een collega moet hem goedkeuren."))
            return redirect("marketplace:console-hand-out", made.id)
        found = checked_list(raw=raw, pot=pot, giver=person.party_id, at=timezone.now())
    except Refusal as refusal:
        shown = {"form": form, "refusal": refusal}
        return render(request, TEMPLATE, shown, status=STATUS[refusal.kind])
    return _looked_at(request, form, found)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def hand_out(request: HttpRequest, hand_out_id: int) -> HttpResponse:
    """One list with its lines; on POST a second person approves it."""
    person, found = _who_may_see(request), _hand_out(hand_out_id)

    def run() -> HttpResponse:
        approve_hand_out(hand_out_id=found.id, actor=person, at=timezone.now())
        messages.success(request, _("Uitgedeeld. Iedereen op de lijst krijgt bericht."))
        return redirect("marketplace:console-hand-out", found.id)

    return step(request, "marketplace/console_hand_out.html", run,
                context=_shown(request, person, found))  # fmt: skip


@login_required
@never_cache
@require_http_methods(["POST"])
def cancel(request: HttpRequest, hand_out_id: int) -> HttpResponse:
    """Call a list off before it is done."""
    person, found = _who_may_see(request), _hand_out(hand_out_id)

    def run() -> HttpResponse:
        cancel_hand_out(hand_out_id=found.id, actor=person, at=timezone.now())
        messages.success(request, _("De lijst is gestopt. Er is niets uitgedeeld."))
        return redirect("marketplace:console-hand-outs")

    return step(request, "marketplace/console_hand_out.html", run,
                context=_shown(request, person, found))  # fmt: skip


def _looked_at(request: HttpRequest, form: HandOutForm, found: CheckedList) -> HttpResponse:
    """What the list would do. Only a list without a fault can go on from here."""
    free = form.fields["programme"].free[form.cleaned_data["programme"].id]  # type: ignore[attr-defined]
    context = {
        "form": form, "found": found, "free": free, "is_too_much": found.total > free,
        "programme": form.cleaned_data["programme"],
        # By number and in one shape: what was looked at is what is put forward.
        "told": "\n".join(f"{line.person.id};{coins_plain(line.amount)}" for line in found.lines),
    }  # fmt: skip
    status = 422 if found.wrong or found.total > free else 200
    return render(request, TEMPLATE, context, status=status)


def _shown(request: HttpRequest, person: Person, found: HandOut) -> dict[str, object]:
    names = names_by_party([found.proposed_by, found.decided_by])
    return {
        "hand_out": found,
        "page": Paginator(lines_of(found), A_PAGE).get_page(request.GET.get("page")),
        "proposer": names.get(found.proposed_by, ""),
        "decider": names.get(found.decided_by, ""),
        "is_open": found.state == HandOut.State.PROPOSED,
        "may_approve": person.may("approve-hand-out") and found.proposed_by != person.party_id,
        "may_cancel": person.may("approve-hand-out") or found.proposed_by == person.party_id,
    }


def _hand_out(hand_out_id: int) -> HandOut:
    found = hand_outs().filter(id=hand_out_id).first()
    if found is None:
        raise NotFound
    return found


def _who_may_see(request: HttpRequest) -> Person:
    """Names of residents with what they get: for who makes lists and who approves them."""
    person = person_of(request)
    if not (person.may("propose-hand-out") or person.may("approve-hand-out")):
        raise NotAllowed(permission="approve-hand-out")
    return person

"""Cards at the console: finding one, making, printing, blocking and replacing it."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from currency.models import Card
from currency.queries import rules_in_force, total_balance
from currency.queries.cards import card_by_id, cards_found, payments_with
from currency.services.cards import block_card, issue_card, print_pin, replace_card
from marketplace.web.card_forms import CloseCardForm, NewCardForm, PrintForm
from marketplace.web.card_prints import card_pdf
from tenants.people.models import Person
from tenants.people.queries import names_by_party
from tenants.people.services import add_person_without_mail
from tenants.web.steps import person_who_may, step

CARDS_PER_PAGE: Final = 25
PAYMENTS_SHOWN: Final = 10
PERMISSION: Final = "issue-card"


@login_required
@never_cache
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """All cards, the newest first."""
    person_who_may(request, PERMISSION)
    text = request.GET.get("zoek", "")[:60]
    page = Paginator(cards_found(text), CARDS_PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "page": page,
        "text": text,
        "asked": asked.urlencode(),
        "rules": rules_in_force(timezone.now()).rules.cards,
    }
    return render(request, "marketplace/console_cards.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A card for somebody who takes part, or for somebody new without a mailbox."""
    person, now = person_who_may(request, PERMISSION), timezone.now()
    form = NewCardForm(request.POST or None)

    def run() -> HttpResponse:
        made = _issued(form, person)
        messages.success(request, _("De kaart is klaar. Druk hem nu af."))
        return redirect("marketplace:console-card", made.id)

    context = {"rules": rules_in_force(now).rules.cards}
    return step(request, "marketplace/console_card_new.html", run, context=context, form=form)


@login_required
@never_cache
@require_GET
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """One card: whose, how it stands, what was paid with it."""
    person_who_may(request, PERMISSION)
    found = card_by_id(card_id)
    names = names_by_party([found.made_by, found.closed_by])
    context = {
        "card": found,
        "maker": names.get(found.made_by, ""),
        "closer": names.get(found.closed_by, ""),
        "balance": total_balance(found.holder),
        "payments": payments_with(found)[:PAYMENTS_SHOWN],
        "form": PrintForm(),
    }
    return render(request, "marketplace/console_card.html", context)


@login_required
@never_cache
@require_POST
def print_card(request: HttpRequest, card_id: int) -> HttpResponse:
    """The card with a new PIN, or only a letter with a new PIN, as PDF."""
    person = person_who_may(request, PERMISSION)
    form, wanted = PrintForm(request.POST), card_by_id(card_id)
    if not form.is_valid():
        return redirect("marketplace:console-card", wanted.id)
    found, pin = print_pin(key=form.used_key(), card_id=wanted.id, actor=person, at=timezone.now())
    return card_pdf(request, found, pin, with_card="pincode" not in request.POST)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, card_id: int) -> HttpResponse:
    """Out of use at once, after a question."""
    person, found = person_who_may(request, PERMISSION), card_by_id(card_id)
    form = CloseCardForm(request.POST or None)

    def run() -> HttpResponse:
        block_card(
            card_id=found.id, actor=person, reason=form.cleaned_data["reason"], at=timezone.now()
        )
        messages.success(request, _("De kaart is geblokkeerd. Niemand kan er nog mee betalen."))
        return redirect("marketplace:console-card", found.id)

    context = {"card": found, "is_block": True}
    return step(request, "marketplace/console_card_close.html", run, context=context, form=form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, card_id: int) -> HttpResponse:
    """Another card for the same person, after a question."""
    person, found = person_who_may(request, PERMISSION), card_by_id(card_id)
    form = CloseCardForm(request.POST or None, initial={"reason": found.reason or Card.Reason.LOST})

    def run() -> HttpResponse:
        made = replace_card(
            card_id=found.id, actor=person, reason=form.cleaned_data["reason"], at=timezone.now()
        )
        messages.success(request, _("De nieuwe kaart is klaar. Druk hem nu af."))
        return redirect("marketplace:console-card", made.id)

    context = {"card": found, "is_block": False}
    return step(request, "marketplace/console_card_close.html", run, context=context, form=form)


@transaction.atomic
def _issued(form: NewCardForm, actor: Person) -> Card:
    """The card; somebody new is written down in the same transaction, or not at all."""
    found = form.cleaned_data
    earlier = Card.objects.filter(key=form.used_key()).select_related("holder__person").first()
    holder = found["who"] or (earlier.holder.person if earlier else None)
    if holder is None:
        holder = add_person_without_mail(
            name=found["name"], neighbourhood=found["neighbourhood"], birthday=found["birthday"]
        )
    return issue_card(key=form.used_key(), holder=holder, actor=actor, at=timezone.now())

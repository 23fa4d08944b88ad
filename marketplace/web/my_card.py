"""A resident's own card: how it stands, and blocking it at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from currency.queries.cards import cards_of
from currency.services.cards import block_card
from marketplace.web.card_forms import CloseCardForm
from tenants.errors import NotFound
from tenants.web.steps import person_of, step


@login_required
@never_cache
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """One's own cards, the newest first."""
    found = cards_of(person_of(request).party)
    return render(request, "marketplace/my_cards.html", {"cards": found})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, card_id: int) -> HttpResponse:
    """Lost or stolen: nobody pays with it any more."""
    person = person_of(request)
    card = cards_of(person.party).filter(id=card_id).first()
    if card is None:
        raise NotFound
    form = CloseCardForm(request.POST or None)

    def run() -> HttpResponse:
        block_card(
            card_id=card.id, actor=person, reason=form.cleaned_data["reason"], at=timezone.now()
        )
        messages.success(request, _("Je kaart is geblokkeerd. Je munten staan nog op je saldo."))
        return redirect("marketplace:my-cards")

    return step(request, "marketplace/my_card_block.html", run, context={"card": card}, form=form)

"""Reads of cards: at the console, for their holder, at the till."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from currency.card_codes import number_in
from currency.card_errors import CardUnknown
from currency.models import Card, CardPayment, Counter
from tenants.errors import NotFound
from tenants.people.models import Party

WITHOUT_PIN = "card-without-pin"


def cards_found(text: str = "") -> QuerySet[Card]:
    """All cards, the newest first; by a part of the holder's name or of the number."""
    found = Card.objects.select_related("holder__person", "replaced_by")
    for word in text.split():
        plain = "".join(sign for sign in word.upper() if sign.isalnum())
        wanted = Q(holder__person__name__icontains=word)
        found = found.filter(wanted | Q(number__contains=plain) if plain else wanted)
    return found.order_by("-made_at", "-id")


def card_by_id(card_id: int) -> Card:
    """A card with its holder. Raises NotFound."""
    found = cards_found().filter(id=card_id).first()
    if found is None:
        raise NotFound
    return found


def cards_of(holder: Party) -> QuerySet[Card]:
    """Somebody's own cards, the newest first."""
    return Card.objects.filter(holder=holder).order_by("-made_at", "-id")


def card_of_code(text: str) -> Card:
    """The card whose code was read or typed. Raises CardUnknown, CardOfAnotherTown."""
    found = Card.objects.filter(number=number_in(text)).select_related("holder").first()
    if found is None:
        raise CardUnknown
    return found


def payments_with(card: Card) -> QuerySet[CardPayment]:
    """What was paid with a card, the newest first."""
    return card.payments.select_related("request__payee__holder", "transfer").order_by("-at")


def paid_without_pin(card: Card, *, at: datetime) -> int:
    """What a card paid by its code alone on this day, in minor units."""
    counted = Counter.objects.filter(
        name=WITHOUT_PIN, subject=card.number, period=localdate(at).isoformat()
    )
    return counted.values_list("used", flat=True).first() or 0

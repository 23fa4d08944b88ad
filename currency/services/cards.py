"""Commands about cards: make one, print its PIN, block it, put another in its place.

The coins stand with the holder and not with the card: a blocked or replaced one loses nobody a
coin. Every command is in the trail; the holder is told.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from currency import queries
from currency.card_codes import draw_number, pin_digest, pin_for
from currency.card_errors import (
    CardBlocked,
    CardForYourself,
    CardInUse,
    CardReplaced,
    CardsOff,
)
from currency.errors import KeyReused
from currency.keys import key_for
from currency.models import Card
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell

State = Card.State
PERMISSION = "issue-card"


@transaction.atomic
def issue_card(*, key: UUID, holder: Person, actor: Person, at: datetime) -> Card:
    """A card for somebody who has none in use. The same key answers the same card.

    Raises NotAllowed, CardForYourself, CardsOff, KeyReused, CardInUse.
    """
    refuse_unless_may(actor, PERMISSION)
    if holder.party_id == actor.party_id:
        raise CardForYourself
    earlier = Card.objects.filter(key=key).first()
    if earlier is not None:
        if earlier.holder_id != holder.party_id:
            raise KeyReused
        return earlier
    refuse_unless_cards(at)
    made = _make(key, holder, actor, at)
    audit(verb="issue-card", thing="card", thing_id=made.id, actor=actor.party_id)
    return made


@transaction.atomic
def print_pin(*, key: UUID, card_id: int, actor: Person, at: datetime) -> tuple[Card, str]:
    """A new PIN for a card in use, to be printed; wrong tries are forgotten.

    The PIN is told here once and is kept nowhere. The same key gives the same PIN, so that paper
    that came out badly can be printed again. Raises NotAllowed, NotFound, CardBlocked,
    CardReplaced.
    """
    refuse_unless_may(actor, PERMISSION)
    card = lock_card(card_id)
    refuse_unless_in_use(card)
    pin = pin_for(card.number, key)
    digest = pin_digest(card.number, pin)
    if card.pin_digest is None or bytes(card.pin_digest) != digest or card.wrong_pins:
        card.pin_digest, card.pin_printed_at, card.wrong_pins = digest, at, 0
        card.save(update_fields=["pin_digest", "pin_printed_at", "wrong_pins"])
        audit(verb="print-pin", thing="card", thing_id=card.id, actor=actor.party_id)
    return card, pin


@transaction.atomic
def block_card(*, card_id: int, actor: Person, reason: str, at: datetime) -> Card:
    """Nobody pays with it from this moment on: by staff, or by its holder. Twice is once.

    Waits for a payment that is under way; what comes after finds the card blocked. Raises
    NotFound (neither), CardReplaced.
    """
    card = lock_card(card_id)
    if card.holder_id != actor.party_id and not actor.may(PERMISSION):
        raise NotFound
    if card.state == State.REPLACED:
        raise CardReplaced
    if card.state == State.ACTIVE:
        _close(card, State.BLOCKED, actor, reason, at)
        audit(verb="block-card", thing="card", thing_id=card.id, actor=actor.party_id,
              reason=reason)  # fmt: skip
        tell("card.blocked", card=card.id)
    return card


@transaction.atomic
def replace_card(*, card_id: int, actor: Person, reason: str, at: datetime) -> Card:
    """Another card for the same holder; this one pays no more. Twice is once.

    Also of a card that was blocked before. Answers the new one, which has no PIN yet. Raises
    NotAllowed, NotFound, CardForYourself, CardsOff, CardInUse (a blocked card, and the holder has
    another).
    """
    refuse_unless_may(actor, PERMISSION)
    card = lock_card(card_id)
    if card.holder_id == actor.party_id:
        raise CardForYourself
    if card.replaced_by is not None:
        return card.replaced_by
    refuse_unless_cards(at)
    if card.state == State.ACTIVE:
        # Out of use first: a holder has one card in use at a time.
        _close(card, State.BLOCKED, actor, reason, at)
    made = _make(key_of_replacement(card), card.holder.person, actor, at)
    card.state, card.replaced_by = State.REPLACED, made
    card.save(update_fields=["state", "replaced_by"])
    audit(verb="replace-card", thing="card", thing_id=card.id, actor=actor.party_id,
          by=made.id, reason=card.reason)  # fmt: skip
    return made


def lock_card(card_id: int) -> Card:
    """A card, for one command at a time. Raises NotFound."""
    found = (
        Card.objects.select_for_update(of=("self",))
        .select_related("holder__person", "replaced_by")
        .filter(id=card_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def refuse_unless_in_use(card: Card) -> None:
    """Raises CardReplaced, CardBlocked."""
    if card.state == State.REPLACED:
        raise CardReplaced
    if card.state == State.BLOCKED:
        raise CardBlocked


def refuse_unless_cards(at: datetime) -> None:
    """Whether the rules of now know cards. Raises NoRules, CardsOff."""
    if not queries.rules_in_force(at).rules.cards.enabled:
        raise CardsOff


def _make(key: UUID, holder: Person, actor: Person, at: datetime) -> Card:
    try:
        with transaction.atomic():
            made = Card.objects.create(
                key=key, number=draw_number(), holder=holder.party, made_by=actor.party_id,
                made_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        earlier = Card.objects.filter(key=key, holder=holder.party).first()
        if earlier is not None:  # the same key, at the same moment
            return earlier
        raise CardInUse from error
    tell("card.issued", card=made.id)
    return made


def _close(card: Card, state: Card.State, actor: Person, reason: str, at: datetime) -> None:
    card.state, card.reason = state, reason
    card.closed_by, card.closed_at = actor.party_id, at
    card.save(update_fields=["state", "reason", "closed_by", "closed_at"])


def key_of_replacement(card: Card) -> UUID:
    """The key of the card that takes this one's place: there is one."""
    return key_for("replace-card", card.key)

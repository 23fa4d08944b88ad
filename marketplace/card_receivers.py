"""A card was made or blocked: its holder is told, wherever that was done."""

from collections.abc import Mapping

from django.urls import reverse

from currency.models import Card
from marketplace.web.letters import letter
from tenants.trail.services import tells


@tells("card.issued")
def tell_of_a_card(facts: Mapping[str, object]) -> None:
    """That there is one; not once it is out of use again."""
    _write(facts["card"], "card-issued", Card.State.ACTIVE)


@tells("card.blocked")
def tell_of_a_blocked_card(facts: Mapping[str, object]) -> None:
    """That nobody pays with it any more; not where a new one took its place."""
    _write(facts["card"], "card-blocked", Card.State.BLOCKED)


def _write(card_id: object, name: str, state: str) -> None:
    found = (
        Card.objects.select_related("holder__person")
        .filter(id=int(str(card_id)), state=state)
        .first()
    )
    if found is not None:
        path = reverse("marketplace:my-cards")
        letter(found.holder.person, name, path=path, context={"card": found}).send()

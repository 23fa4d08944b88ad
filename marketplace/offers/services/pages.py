"""Commands about a shop's page, and about which web sites may show the town's shops."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from currency.models import PaymentRequest
from marketplace import queries as marketplace_queries
from marketplace.models import Till
from marketplace.offers.errors import OriginInvalid, PartTooLarge
from marketplace.offers.models import EmbedHost, ShopPage
from marketplace.offers.queries import page_of
from marketplace.offers.rules.origins import plain_origin
from marketplace.offers.rules.parts import most_of
from marketplace.offers.services.deals import own_shop
from marketplace.services.tills import ask_payment
from tenants.errors import NotFound
from tenants.people.models import Person
from tenants.people.services import refuse_unless_may
from tenants.queries import current_tenant
from tenants.trail.services import audit


@dataclass(frozen=True)
class PageText:
    """What a shop says of itself."""

    intro: str = ""
    website: str = ""
    phone: str = ""
    part_percent: int = 100
    part_note: str = ""


@transaction.atomic
def change_page(*, merchant_id: int, text: PageText, actor: Person) -> ShopPage:
    """The owner writes the shop's page anew. Raises NotFound."""
    shop = own_shop(merchant_id, actor)
    page, _ = ShopPage.objects.update_or_create(merchant=shop, defaults=vars(text))
    audit(verb="change-page", thing="merchant", thing_id=shop.id, actor=actor.party_id,
          part_percent=page.part_percent)  # fmt: skip
    return page


def ask_part(
    *, key: UUID, till: Till, total_cents: int, coins: int | None, description: str,
    actor: Person, now: datetime,
) -> PaymentRequest:  # fmt: skip
    """Ask a part of a bill in coins, at most what the shop takes; `coins` None asks the most.

    The same key answers the same request. Raises NoTill, MerchantNotOpen, PartTooLarge, and what
    asking for payment raises.
    """
    marketplace_queries.refuse_unless_works_at(actor, till)
    most = most_of(
        total_cents, percent=page_of(till.merchant_id).part_percent,
        coin_value_cents=current_tenant().coin_value_cents,
    )  # fmt: skip
    wanted = most if coins is None else coins
    if wanted > most:
        raise PartTooLarge(most=most)
    return ask_payment(
        key=key, till=till, amount=wanted, actor=actor, now=now, description=description
    )


@transaction.atomic
def allow_embedding(*, origin: str, actor: Person, now: datetime) -> EmbedHost:
    """A web site may show the shops in its own page. Twice is once.

    Raises NotAllowed, OriginInvalid.
    """
    refuse_unless_may(actor, "approve-merchant")
    plain = plain_origin(origin)
    if plain is None:
        raise OriginInvalid
    made, is_new = EmbedHost.objects.get_or_create(
        origin=plain, defaults={"added_by": actor.party_id, "added_at": now}
    )
    if is_new:
        audit(verb="allow-embedding", thing="embed-host", thing_id=made.id, actor=actor.party_id)
    return made


@transaction.atomic
def end_embedding(*, host_id: int, actor: Person) -> None:
    """A web site may show them no more. Raises NotAllowed, NotFound (it may not already)."""
    refuse_unless_may(actor, "approve-merchant")
    gone, _ = EmbedHost.objects.filter(id=host_id).delete()
    if not gone:
        raise NotFound
    audit(verb="end-embedding", thing="embed-host", thing_id=host_id, actor=actor.party_id)

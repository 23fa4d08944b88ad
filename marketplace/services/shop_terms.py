"""Commands about the terms for shops: publish a version, agree to it."""

from datetime import datetime

from django.db import transaction

from marketplace.models import Merchant, ShopTerms, TermsAcceptance
from marketplace.partner_errors import TermsNotAccepted, TermsOutdated
from marketplace.queries import partners
from tenants.errors import NotFound
from tenants.people.models import Person, Seat
from tenants.people.services import refuse_unless_may
from tenants.trail.services import audit, tell_each


@transaction.atomic
def publish_terms(*, text: str, after: int, actor: Person, now: datetime) -> ShopTerms:
    """The version that follows `after`, which the writer saw (0: none); owners are told.

    The same text again is that version, and tells nobody. Raises NotAllowed, TermsOutdated (a
    colleague published another text meanwhile).
    """
    refuse_unless_may(actor, "approve-merchant")
    text = text.strip()
    latest = partners.current_terms()
    if latest is not None and latest.version != after:
        if latest.text == text:
            return latest
        raise TermsOutdated(version=latest.version)
    # Of two writers at once the second waits on the number, and reads what the first wrote.
    terms, is_new = ShopTerms.objects.get_or_create(
        version=after + 1, defaults={"text": text, "published_at": now, "published_by": actor}
    )
    if not is_new:
        if terms.text == text:
            return terms
        raise TermsOutdated(version=terms.version)
    audit(verb="publish-shop-terms", thing="shop-terms", thing_id=terms.version,
          actor=actor.party_id)  # fmt: skip
    _tell_owners(terms)
    return terms


def _tell_owners(terms: ShopTerms) -> None:
    owners = Seat.objects.filter(
        duty=Seat.Duty.OWNER, party__merchant__state=Merchant.State.APPROVED
    ).values_list("party__merchant__id", "person_id")
    tell_each(
        "shop-terms.published",
        [{"merchant": shop, "person": person, "version": terms.version} for shop, person in owners],
    )


@transaction.atomic
def accept_terms(
    *, merchant_id: int, version: int, actor: Person, now: datetime
) -> TermsAcceptance:
    """An owner agrees to the version that holds. Twice is once.

    Raises NotFound (not the owner, or no terms), TermsOutdated.
    """
    merchant = partners.own_shop(actor, merchant_id, partners.OWNERS)
    if partners.current_terms() is None:
        raise NotFound
    refuse_unless_current(version)
    return keep_acceptance(merchant=merchant, person=actor, now=now)


def refuse_unless_current(version: int | None) -> None:
    """Raises TermsNotAccepted when none was named, TermsOutdated when another version holds."""
    terms = partners.current_terms()
    if terms is None:
        return
    if version is None:
        raise TermsNotAccepted(version=terms.version)
    if version != terms.version:
        raise TermsOutdated(version=terms.version)


def keep_acceptance(*, merchant: Merchant, person: Person, now: datetime) -> TermsAcceptance:
    """That the shop agrees to the terms that hold. Audited once."""
    terms = partners.current_terms()
    assert terms is not None, "refused before when there are none"
    found, is_new = TermsAcceptance.objects.get_or_create(
        merchant=merchant, terms=terms, defaults={"person": person, "at": now}
    )
    if is_new:
        audit(verb="accept-shop-terms", thing="merchant", thing_id=merchant.id,
              actor=person.party_id, version=terms.version)  # fmt: skip
    return found

"""Terms for shops: numbered versions, agreed to with a date, and needed to be let in."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.models import Merchant, ShopTerms, TermsAcceptance
from marketplace.partner_errors import TermsNotAccepted, TermsOutdated
from marketplace.queries import partners
from marketplace.services.merchants import ShopDetails, apply_merchant, approve_merchant
from marketplace.services.shop_terms import accept_terms, publish_terms
from tenants.errors import NotAllowed, NotFound
from tenants.messages.models import Message
from tenants.people.models import Seat
from tenants.trail.services import relay_outbox
from tests.marketplace.cast import NOW, Town
from tests.marketplace.partner_cast import a_shop, terms, works_there
from tests.marketplace.test_services_at_once import of
from tests.settlement.cast import at_once


def applied(town: Town, version: int | None) -> Merchant:
    return apply_merchant(
        key=uuid4(), details=ShopDetails(name="Bakker"), owner=town.resident, now=NOW,
        terms_version=version,
    )  # fmt: skip


def test_a_shop_agrees_to_the_terms_that_hold_when_it_applies(town: Town) -> None:
    terms(town)
    current = terms(town, "Je geeft geen euro’s terug. Je hangt de sticker op.", after=1)

    shop = applied(town, 2)

    found = partners.accepted_terms(shop)
    assert found is not None
    assert (found.terms, found.person, found.at) == (current, town.resident, NOW)
    assert approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW).state == "approved"


def test_who_did_not_agree_or_read_another_version_does_not_apply(town: Town) -> None:
    terms(town)
    terms(town, "Anders", after=1)

    with pytest.raises(TermsNotAccepted):
        applied(town, None)
    with pytest.raises(TermsOutdated):
        applied(town, 1)
    assert not Merchant.objects.exists()


def test_a_shop_from_before_the_terms_is_let_in_when_it_agrees(town: Town) -> None:
    shop = applied(town, None)
    terms(town)

    with pytest.raises(TermsNotAccepted):
        approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW)
    accept_terms(merchant_id=shop.id, version=1, actor=town.resident, now=NOW)
    accept_terms(merchant_id=shop.id, version=1, actor=town.resident, now=NOW)

    assert TermsAcceptance.objects.count() == 1
    assert approve_merchant(merchant_id=shop.id, actor=town.clerk, now=NOW).state == "approved"


def test_only_an_owner_agrees_and_to_what_holds_now(town: Town) -> None:
    shop = a_shop(town)
    with pytest.raises(NotFound):
        accept_terms(merchant_id=shop.merchant.id, version=1, actor=shop.owner, now=NOW)
    terms(town)
    terms(town, "Anders", after=1)
    lead = works_there(shop, Seat.Duty.LEAD)

    with pytest.raises(NotFound):
        accept_terms(merchant_id=shop.merchant.id, version=2, actor=lead, now=NOW)
    with pytest.raises(TermsOutdated):
        accept_terms(merchant_id=shop.merchant.id, version=1, actor=shop.owner, now=NOW)


def test_owners_of_shops_that_take_part_are_told_of_a_new_version(town: Town) -> None:
    shop = a_shop(town)
    terms(town)
    relay_outbox(now=timezone.now())

    assert Message.objects.get(kind="shop-terms").person == shop.owner


def test_the_same_text_is_no_new_version_and_a_colleagues_is_not_written_over(town: Town) -> None:
    first = terms(town, "Eerst")

    assert terms(town, " Eerst ") == first
    with pytest.raises(TermsOutdated):
        terms(town, "Tweede")
    with pytest.raises(NotAllowed):
        publish_terms(text="Ik", after=1, actor=town.organiser, now=NOW)
    assert ShopTerms.objects.count() == 1


def test_of_two_who_publish_at_once_one_does(committed_town: Town) -> None:
    town = committed_town

    answers = at_once(
        town.tenant, *[partial(terms, town, text) for text in ("Een", "Twee", "Drie")]
    )

    assert (of(answers, ShopTerms), of(answers, TermsOutdated)) == (1, 2)


def test_the_database_lets_nobody_change_what_was_agreed_to(town: Town) -> None:
    terms(town)
    applied(town, 1)

    for rows, change in (
        (ShopTerms.objects.all(), {"text": "Anders"}),
        (TermsAcceptance.objects.all(), {"person": town.clerk}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermsAcceptance.objects.all().delete()

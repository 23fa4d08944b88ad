"""Two people, two machines, one moment: everything about money happens once."""

from uuid import uuid4

from currency.models import Pot, Transfer
from currency.proof import verify_ledger
from settlement.errors import BatchNotOpen, NothingToPay, NothingToRedeem
from settlement.models import Payout, PayoutBatch, Redemption
from settlement.services.batches import (
    cancel_payout_batch,
    download_payout_batch,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from settlement.services.redemptions import redeem
from tenants.people.services import add_person, grant_role
from tests.settlement.cast import NOW, Shop, Town, at_once


def sold(town: Town, coins: int) -> Shop:
    shop = town.open_shop()
    town.sell(shop, coins)
    return shop


def sealed_batch(town: Town) -> PayoutBatch:
    town.redeemed(town.open_shop(), 1_000)
    batch = make_payout_batch(key=uuid4(), by=town.alice, now=NOW)
    return seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)


def test_a_shop_that_asks_while_the_house_redeems_is_redeemed_once(committed_town: Town) -> None:
    town = committed_town
    shop = sold(town, 1_000)

    answers = at_once(
        town.tenant,
        lambda: redeem(merchant=shop.party, actor=None, now=NOW),
        lambda: redeem(merchant=shop.party, actor=shop.owner.party_id, now=NOW, key=uuid4()),
        lambda: redeem(merchant=shop.party, actor=None, now=NOW),
    )

    assert sum(isinstance(answer, Redemption) for answer in answers) == 1
    assert sum(isinstance(answer, NothingToRedeem) for answer in answers) == 2
    assert town.balance(Pot.PAYABLE, shop.party) == 1_000
    assert verify_ledger(town.tenant.schema_name) == []


def test_shops_that_redeem_while_they_sell_never_deadlock(committed_town: Town) -> None:
    town = committed_town
    shops = [sold(town, 1_000) for _ in range(4)]

    answers = at_once(
        town.tenant,
        *[lambda shop=shop: redeem(merchant=shop.party, actor=None, now=NOW) for shop in shops],
        *[lambda shop=shop: town.sell(shop, 10, days_ago=0) for shop in shops],
    )

    assert [type(answer) for answer in answers] == [Redemption] * 4 + [int] * 4
    assert verify_ledger(town.tenant.schema_name) == []


def test_two_batches_made_at_once_share_no_claim(committed_town: Town) -> None:
    town = committed_town
    for _ in range(3):
        town.redeemed(town.open_shop(), 1_000)

    answers = at_once(
        town.tenant,
        lambda: make_payout_batch(key=uuid4(), by=town.alice, now=NOW),
        lambda: make_payout_batch(key=uuid4(), by=town.bob, now=NOW),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NothingToPay", "PayoutBatch"]
    assert any(isinstance(answer, NothingToPay) for answer in answers)
    assert Payout.objects.count() == 3


def test_one_form_sent_twice_at_once_makes_one_batch(committed_town: Town) -> None:
    town, key = committed_town, uuid4()
    town.redeemed(town.open_shop(), 1_000)

    first, second = at_once(
        town.tenant, *[lambda: make_payout_batch(key=key, by=town.alice, now=NOW)] * 2
    )

    assert first == second
    assert PayoutBatch.objects.count() == 1


def test_two_people_release_at_once_and_one_of_them_did(committed_town: Town) -> None:
    town = committed_town
    carol = add_person(email="carol@town.example", name="Carol")
    grant_role(person=carol, code="finance", actor=None)
    batch = sealed_batch(town)

    answers = at_once(
        town.tenant,
        lambda: release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW),
        lambda: release_payout_batch(batch_id=batch.id, by=carol, now=NOW),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["BatchNotOpen", "PayoutBatch"]
    assert PayoutBatch.objects.get().released_by in (town.bob.party_id, carol.party_id)


def test_a_batch_is_called_off_or_brought_to_the_bank_but_not_both(committed_town: Town) -> None:
    town = committed_town
    batch = sealed_batch(town)
    release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    answers = at_once(
        town.tenant,
        lambda: cancel_payout_batch(batch_id=batch.id, by=town.alice, now=NOW),
        lambda: download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW),
    )

    assert sum(isinstance(answer, BatchNotOpen) for answer in answers) == 1
    ended = (PayoutBatch.objects.get().state, Payout.objects.get().state)
    assert ended in {("cancelled", "cancelled"), ("sent", "sent")}


def test_nothing_was_posted_twice(committed_town: Town) -> None:
    town = committed_town
    shop = sold(town, 500)

    at_once(town.tenant, *[lambda: redeem(merchant=shop.party, actor=None, now=NOW)] * 5)

    assert Transfer.objects.filter(kind=Transfer.Kind.PAYABLE).count() == 1

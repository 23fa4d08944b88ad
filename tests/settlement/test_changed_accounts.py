"""Another account of a shop and its payouts: never paid to too early, and never out of a batch."""

from datetime import timedelta
from uuid import uuid4

import pytest

from marketplace.models import Merchant
from marketplace.services.account_changes import (
    approve_account_change,
    ask_account_change,
    use_account_changes,
)
from settlement.errors import AccountOutdated
from settlement.models import Payout, PayoutBatch
from settlement.services.batches import (
    leave_out_payout,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from tests.settlement.cast import NOW, Shop, Town, shop_iban

NEW = shop_iban(999)
WAIT = timedelta(days=7)


def batch_of(town: Town, now=NOW) -> PayoutBatch:
    return make_payout_batch(key=uuid4(), by=town.alice, now=now)


def asked(town: Town, shop: Shop, *, is_approved: bool = True) -> None:
    merchant = Merchant.objects.get(party=shop.party)
    change = ask_account_change(
        key=uuid4(), merchant_id=merchant.id, iban=NEW, account_name="Bakker", actor=shop.owner,
        now=NOW,
    )  # fmt: skip
    if is_approved:
        approve_account_change(change_id=change.id, actor=town.bob, now=NOW)


def paid_to(batch: PayoutBatch) -> list[str]:
    return [str(line.iban) for line in Payout.objects.filter(batch=batch)]


@pytest.mark.parametrize("is_approved", [False, True])
def test_no_batch_pays_to_an_account_that_still_waits(town: Town, is_approved: bool) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    asked(town, shop, is_approved=is_approved)
    late = NOW + WAIT - timedelta(seconds=1)
    use_account_changes(now=late)

    batch = batch_of(town, now=late)

    assert paid_to(batch) == [shop_iban(1)]


def test_a_batch_after_the_wait_pays_to_the_new_account(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    asked(town, shop)
    use_account_changes(now=NOW + WAIT)

    assert paid_to(batch_of(town, now=NOW + WAIT)) == [NEW]


def test_a_sealed_batch_keeps_the_account_it_was_sealed_with(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    batch = seal_payout_batch(batch_id=batch_of(town).id, by=town.alice, now=NOW)
    sealed = bytes(batch.file)
    asked(town, shop)
    use_account_changes(now=NOW + WAIT)

    released = release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW + WAIT)

    assert paid_to(batch) == [shop_iban(1)]
    assert bytes(released.file) == sealed
    assert shop_iban(1).encode() in sealed


def test_a_draft_is_not_sealed_with_an_account_of_before(town: Town) -> None:
    shop, other = town.open_shop("Appel"), town.open_shop("Brood")
    for one in (shop, other):
        town.redeemed(one, 1_000)
    batch = batch_of(town)
    asked(town, shop)
    use_account_changes(now=NOW + WAIT)

    with pytest.raises(AccountOutdated) as refused:
        seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW + WAIT)
    assert refused.value.facts == {"lines": 1}
    line = Payout.objects.get(batch=batch, merchant=shop.party)
    leave_out_payout(payout_id=line.id, by=town.alice, now=NOW + WAIT)
    sealed = seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW + WAIT)

    assert sealed.state == PayoutBatch.State.SEALED
    assert paid_to(batch_of(town, now=NOW + WAIT)) == [NEW]

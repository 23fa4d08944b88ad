"""Payout batches: put together, seal, release by a second person, hand over, call off."""

import hashlib
from uuid import uuid4

import pytest
from pytest_django import Settings

from currency.models import Pot
from settlement import queries
from settlement.errors import BatchNotOpen, NoBankAccount, NothingToPay
from settlement.models import Payout, PayoutBatch, TenantBankAccount
from settlement.services.batches import (
    cancel_payout_batch,
    download_payout_batch,
    leave_out_payout,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from tenants.errors import NeedsSecondPerson, NotAllowed, NotFound
from tenants.trail.models import AuditEvent
from tests.settlement.cast import NOW, Town

State = PayoutBatch.State


def make(town: Town, **more: object) -> PayoutBatch:
    return make_payout_batch(key=uuid4(), by=town.alice, now=NOW, **more)  # type: ignore[arg-type]


def released(town: Town) -> PayoutBatch:
    batch = make(town)
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    return release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)


def test_a_batch_has_one_line_for_each_shop_that_is_owed(town: Town) -> None:
    first, second = town.open_shop("Appel"), town.open_shop("Brood")
    town.redeemed(first, 1_000)
    town.redeemed(first, 500)
    town.redeemed(second, 700)

    batch = make(town)

    lines = list(queries.lines_of(batch))
    assert [(line.merchant_id, line.cents) for line in lines] == [
        (first.party.id, 1_500),
        (second.party.id, 700),
    ]
    assert (batch.state, batch.total_cents, batch.line_count) == (State.DRAFT, 2_200, 2)
    assert queries.payables() == []


def test_what_stands_in_a_batch_goes_into_no_other(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    make(town)

    with pytest.raises(NothingToPay):
        make(town)


def test_the_same_key_answers_the_same_batch(town: Town) -> None:
    key = uuid4()
    town.redeemed(town.open_shop(), 1_000)

    first = make_payout_batch(key=key, by=town.alice, now=NOW)

    assert make_payout_batch(key=key, by=town.alice, now=NOW) == first


def test_every_batch_has_its_own_number_and_message_id(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    first = make(town)
    town.redeemed(shop, 1_000)
    second = make(town)

    assert second.sequence == first.sequence + 1
    assert second.message_id != first.message_id


def test_small_sums_can_wait_for_another_batch(town: Town) -> None:
    small, large = town.open_shop(), town.open_shop()
    town.redeemed(small, 999)
    town.redeemed(large, 1_000)

    batch = make(town, minimum_cents=1_000)

    assert batch.total_cents == 1_000
    assert [one.cents for one in queries.payables()] == [999]


@pytest.mark.parametrize(
    ("iban", "hold"), [("", "no-iban"), ("NL00RABO0000000001", "iban-invalid")]
)
def test_a_shop_without_a_sound_account_number_waits(town: Town, iban: str, hold: str) -> None:
    town.redeemed(town.open_shop(iban=iban), 1_000)

    assert [one.hold for one in queries.payables()] == [hold]
    with pytest.raises(NothingToPay):
        make(town)


def test_without_a_bank_account_there_is_no_batch(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    TenantBankAccount.objects.update(is_active=False)

    with pytest.raises(NoBankAccount):
        make(town)


def test_a_line_left_out_waits_for_another_batch(town: Town) -> None:
    keep, leave = town.open_shop("Appel"), town.open_shop("Brood")
    town.redeemed(keep, 1_000)
    town.redeemed(leave, 700)
    batch = make(town)
    line = Payout.objects.get(merchant=leave.party)

    left = leave_out_payout(payout_id=line.id, by=town.alice, now=NOW)
    again = leave_out_payout(payout_id=line.id, by=town.alice, now=NOW)

    assert (
        (left.total_cents, left.line_count) == (again.total_cents, again.line_count) == (1_000, 1)
    )
    assert [one.merchant for one in queries.payables()] == [leave.party]
    sealed = seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    assert sealed.total_cents == 1_000


def test_leaving_out_the_last_line_calls_the_batch_off(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    make(town)

    left = leave_out_payout(payout_id=Payout.objects.get().id, by=town.alice, now=NOW)

    assert left.state == State.CANCELLED
    assert len(queries.payables()) == 1


def test_sealing_keeps_the_bytes_and_their_sha256(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    batch = make(town)

    sealed = seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)

    stored = PayoutBatch.objects.get(id=batch.id)
    assert bytes(stored.file) == sealed.file
    assert stored.sha256 == hashlib.sha256(sealed.file).hexdigest()
    assert seal_payout_batch(batch_id=batch.id, by=town.bob, now=NOW).sealed_by == (
        town.alice.party_id
    )


def test_nobody_releases_what_they_made(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    batch = make(town)
    seal_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    with pytest.raises(NeedsSecondPerson):
        release_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    done = release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    assert done.state == State.RELEASED
    assert release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW).released_at == NOW


def test_only_a_sealed_batch_is_released_and_only_a_released_one_leaves(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    batch = make(town)

    with pytest.raises(BatchNotOpen):
        release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    with pytest.raises(BatchNotOpen):
        download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)


def test_with_a_connected_bank_a_download_is_a_look_and_the_house_still_delivers(
    town: Town, settings: Settings
) -> None:
    settings.BANK_URL = "http://127.0.0.1:9"
    town.redeemed(town.open_shop(), 1_000)
    batch = released(town)

    download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    batch.refresh_from_db()
    assert batch.state == PayoutBatch.State.RELEASED


def test_every_download_gives_the_sealed_bytes_and_is_audited(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    batch = released(town)

    first = download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    second = download_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)

    assert first[1] == second[1] == bytes(PayoutBatch.objects.get().file)
    assert second[0].state == State.SENT
    assert Payout.objects.get().state == Payout.State.SENT
    downloads = AuditEvent.objects.filter(verb="download-payout-batch").order_by("id")
    assert [event.actor for event in downloads] == [town.bob.party_id, town.alice.party_id]


def test_a_batch_can_be_called_off_until_it_leaves(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    first = released(town)
    cancel_payout_batch(batch_id=first.id, by=town.alice, now=NOW)
    cancel_payout_batch(batch_id=first.id, by=town.alice, now=NOW)

    second = released(town)
    download_payout_batch(batch_id=second.id, by=town.bob, now=NOW)

    assert PayoutBatch.objects.get(id=first.id).state == State.CANCELLED
    with pytest.raises(BatchNotOpen):
        cancel_payout_batch(batch_id=second.id, by=town.alice, now=NOW)


def test_making_a_batch_moves_no_euro(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    batch = released(town)
    download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)

    assert town.balance(Pot.PAYABLE, shop.party) == 1_000


def test_without_the_permission_nothing_happens(town: Town) -> None:
    town.redeemed(town.open_shop(), 1_000)
    batch = make(town)
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)

    for act in (
        lambda: make_payout_batch(key=uuid4(), by=town.clerk, now=NOW),
        lambda: seal_payout_batch(batch_id=batch.id, by=town.clerk, now=NOW),
        lambda: release_payout_batch(batch_id=batch.id, by=town.clerk, now=NOW),
        lambda: download_payout_batch(batch_id=batch.id, by=town.clerk, now=NOW),
        lambda: cancel_payout_batch(batch_id=batch.id, by=town.clerk, now=NOW),
        lambda: leave_out_payout(payout_id=Payout.objects.get().id, by=town.clerk, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_unknown_batch_is_not_there(town: Town) -> None:
    for act in (
        lambda: queries.batch(0),
        lambda: seal_payout_batch(batch_id=0, by=town.alice, now=NOW),
        lambda: leave_out_payout(payout_id=uuid4(), by=town.alice, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()

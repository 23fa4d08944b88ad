"""What a shop sees of its euros, and the statement that adds up with the ledger."""

from datetime import date, timedelta
from uuid import uuid4

from currency.models import Pot
from settlement import queries
from settlement.models import Payout
from settlement.payees import shop_of
from settlement.services.batches import (
    download_payout_batch,
    make_payout_batch,
    release_payout_batch,
    seal_payout_batch,
)
from settlement.services.outcomes import return_payout, settle_payout
from settlement.services.redemptions import redeem
from tenants.people.models import Seat
from tenants.people.services import add_person, give_seat
from tests.settlement.cast import NOW, Shop, Town


def pay_out(town: Town, shop: Shop) -> Payout:
    batch = make_payout_batch(key=uuid4(), by=town.alice, now=NOW)
    seal_payout_batch(batch_id=batch.id, by=town.alice, now=NOW)
    release_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    download_payout_batch(batch_id=batch.id, by=town.bob, now=NOW)
    return Payout.objects.get(batch=batch, merchant=shop.party)


def test_a_shop_sees_what_is_ready_what_ages_and_what_is_on_its_way(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    pay_out(town, shop)
    town.redeemed(shop, 200)
    town.sell(shop, 500, days_ago=8)
    town.sell(shop, 300, days_ago=6)
    town.sell(shop, 50, days_ago=6)
    town.sell(shop, 70, days_ago=1)

    euros = queries.shop_euros(shop.party, NOW)

    assert (euros.ready_coins, euros.ready_cents, euros.may_redeem) == (500, 500, True)
    assert euros.queued_cents == 200
    assert euros.on_their_way_cents == 1_000
    assert [(part.on, part.coins) for part in euros.freeing] == [
        (date(2026, 11, 25), 350),
        (date(2026, 11, 30), 70),
    ]
    assert euros.freeing_coins == 420


def test_a_refund_takes_its_receipt_out_of_what_ages(town: Town) -> None:
    shop = town.open_shop()
    sold = town.sell(shop, 300, days_ago=2)
    town.refund(shop, sold)

    assert queries.shop_euros(shop.party, NOW).freeing == []


def test_a_shop_that_never_sold_sees_zeros(town: Town) -> None:
    euros = queries.shop_euros(town.open_shop().party, NOW)

    assert (euros.ready_cents, euros.freeing, euros.may_redeem) == (0, [], False)


def test_the_statement_starts_and_ends_with_what_is_owed(town: Town) -> None:
    shop = town.open_shop()
    town.sell(shop, 400, days_ago=60)
    redeem(merchant=shop.party, actor=None, now=NOW - timedelta(days=40))
    town.redeemed(shop, 1_000)
    payout = pay_out(town, shop)
    settle_payout(payout_id=payout.id, booked_on=NOW.date(), now=NOW)

    statement = queries.shop_statement(shop.party, date(2026, 11, 1), date(2026, 11, 30))

    assert statement.before_cents == 400
    assert [(line.kind, line.owed_cents, line.reference) for line in statement.lines] == [
        ("redemption", 1_000, ""),
        ("payout", -1_400, payout.end_to_end_id),
    ]
    assert (statement.after_cents, statement.redeemed_coins, statement.paid_cents) == (
        0, 1_000, 1_400,
    )  # fmt: skip


def test_a_return_stands_on_the_statement(town: Town) -> None:
    shop = town.open_shop()
    town.redeemed(shop, 1_000)
    payout = pay_out(town, shop)
    return_payout(payout_id=payout.id, reason="MS03", booked_on=NOW.date(), now=NOW)

    statement = queries.shop_statement(shop.party, NOW.date(), NOW.date())

    assert [line.kind for line in statement.lines] == ["redemption", "payout", "payout-return"]
    assert statement.after_cents == town.balance(Pot.PAYABLE, shop.party) == 1_000


def test_staff_and_strangers_answer_for_no_shop(town: Town) -> None:
    shop = town.open_shop()
    staff = add_person(email="staff@shop.example", name="Staf")
    give_seat(person=staff, party=shop.party, duty=Seat.Duty.STAFF, actor=None)

    assert shop_of(shop.owner) == shop.party
    assert shop_of(staff) is None
    assert shop_of(town.resident) is None


def test_a_shop_never_sees_another_shops_euros(town: Town) -> None:
    mine, other = town.open_shop(), town.open_shop()
    town.redeemed(other, 1_000)
    pay_out(town, other)

    assert list(queries.payouts_of(mine.party)) == []
    assert list(queries.redemptions_of(mine.party)) == []
    assert queries.shop_statement(mine.party, NOW.date(), NOW.date()).lines == []

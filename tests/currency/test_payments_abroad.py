"""Paying in another town: both legs or neither, at the agreement's rate, and books that mirror."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from currency import errors
from currency.models import Counter, PaymentRequest, Pot, Transfer
from currency.proof import verify_ledger
from currency.services import payments
from tenants.models import Agreement
from tests.cast import NOW, Town, agree, judge_now


def nothing_happened(town: Town, abroad: Town) -> bool:
    """No payment stands in either town."""
    found = []
    for side in (town, abroad):
        with side.here():
            found += Transfer.objects.filter(kind__endswith="abroad")
            found += PaymentRequest.objects.filter(state="paid")
            found += Counter.objects.filter(used__gt=0)
    return not found


@pytest.mark.usefixtures("agreement")
def test_coins_go_to_clearing_here_and_from_clearing_to_the_shop_there(
    town: Town, abroad: Town
) -> None:
    samira, shop = town.resident(1_000), abroad.shop("Café de Markt")

    receipt = town.pays(samira, abroad.asks(shop, 750).code)

    assert (receipt.paid, receipt.received, receipt.balance_after) == (750, 750, 250)
    assert (receipt.tenant, receipt.payee) == (abroad.tenant, "Café de Markt")
    assert (town.owed_to(abroad), abroad.owed_to(town)) == (750, -750)
    assert abroad.balance(shop, Pot.MERCHANT) == 750
    assert Agreement.objects.get().used == 750
    assert [verify_ledger(side.tenant.schema_name) for side in (town, abroad)] == [[], []]


@pytest.mark.usefixtures("agreement")
def test_the_two_legs_have_one_key_and_each_names_the_other_side_and_no_person(
    town: Town, abroad: Town
) -> None:
    samira, asked = town.resident(1_000), abroad.asks(abroad.shop("Café"), 750)
    town.pays(samira, asked.code)

    with town.here():
        here = Transfer.objects.get(key=asked.id)
    with abroad.here():
        there = Transfer.objects.get(key=asked.id)
        assert PaymentRequest.objects.get().transfer == there

    assert (here.kind, there.kind) == ("payment-abroad", "receipt-abroad")
    assert here.facts == {
        "request": str(asked.id), "code": asked.code, "tenant": "sittard_geleen",
        "shop": "Café", "there": 750,
    }  # fmt: skip
    assert there.facts == {"request": str(asked.id), "tenant": "heerlen", "there": 750}
    assert (here.actor, there.actor) == (samira.id, None)
    assert here.rules is not None
    assert there.rules is not None


@pytest.mark.usefixtures("agreement")
def test_asking_again_gives_the_same_receipt_and_uses_the_agreement_once(
    town: Town, abroad: Town
) -> None:
    samira, asked = town.resident(1_000), abroad.asks(abroad.shop(), 400)

    first = town.pays(samira, asked.code)

    assert town.pays(samira, asked.code) == first
    assert payments.receipt_for(code=asked.code, payer=samira) == first
    assert (town.owed_to(abroad), Agreement.objects.get().used) == (400, 400)


@pytest.mark.usefixtures("agreement")
@pytest.mark.parametrize("fails", ["heerlen", "sittard_geleen"])
def test_a_leg_that_fails_leaves_nothing_of_the_other(town: Town, abroad: Town, fails: str) -> None:
    samira, asked = town.resident(1_000), abroad.asks(abroad.shop(), 400)
    judge_now()  # a table with something to be judged at commit cannot be altered
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER TABLE {fails}.currency_account ADD CONSTRAINT nothing_goes"
            " CHECK (pot <> 'clearing' OR balance = 0) NOT VALID"
        )

    with pytest.raises(IntegrityError, match="nothing_goes"):
        town.pays(samira, asked.code)

    assert nothing_happened(town, abroad)
    assert (town.balance(samira), Agreement.objects.get().used) == (1_000, 0)


def test_without_an_agreement_coins_of_elsewhere_are_not_good(town: Town, abroad: Town) -> None:
    agree(abroad, town)  # the other direction says nothing about this one
    samira, asked = town.resident(1_000), abroad.asks(abroad.shop(), 400)

    with pytest.raises(errors.CoinsNotAccepted):
        town.pays(samira, asked.code)
    assert nothing_happened(town, abroad)


@pytest.mark.usefixtures("agreement")
def test_the_day_limit_counts_what_is_paid_elsewhere_too(town: Town, abroad: Town) -> None:
    town.rules(payments={"maximum": 1_000, "maximum_per_day": 1_000})
    samira = town.resident(5_000)
    town.pays(samira, town.asks(town.shop(), 600).code)

    with pytest.raises(errors.OverLimit):
        town.pays(samira, abroad.asks(abroad.shop(), 401).code)
    assert town.pays(samira, abroad.asks(abroad.shop(), 400).code).paid == 400


@pytest.mark.usefixtures("agreement")
def test_a_shop_elsewhere_has_its_own_people_pay_at_home_as_ever(town: Town, abroad: Town) -> None:
    shop = abroad.shop()
    samira, jan = town.resident(1_000), abroad.resident(1_000)

    town.pays(samira, abroad.asks(shop, 300).code)
    abroad.pays(jan, abroad.asks(shop, 200).code)

    assert abroad.balance(shop, Pot.MERCHANT) == 500
    assert abroad.owed_to(town) == -300


@pytest.mark.usefixtures("agreement")
def test_a_request_elsewhere_is_paid_once_whoever_is_first(town: Town, abroad: Town) -> None:
    asked = abroad.asks(abroad.shop(), 300)
    town.pays(town.resident(1_000), asked.code)

    for side in (town, abroad):
        with pytest.raises(errors.RequestPaid):
            side.pays(side.resident(1_000), asked.code)
    assert abroad.owed_to(town) == -300


@pytest.mark.usefixtures("agreement")
def test_a_request_elsewhere_expires_too(town: Town, abroad: Town) -> None:
    asked = abroad.asks(abroad.shop(), 300)

    with pytest.raises(errors.RequestExpired):
        town.pays(town.resident(1_000), asked.code, at=asked.expires_at)
    assert (
        town.pays(
            town.resident(300), asked.code, at=asked.expires_at - timedelta(seconds=1)
        ).balance_after
        == 0
    )


@pytest.mark.parametrize(
    ("rate", "asked", "paid"),
    [
        ((1, 1), 750, 750),
        ((1, 2), 750, 1_500),
        ((2, 1), 751, 376),
        ((3, 2), 100, 67),
        ((100, 97), 1_000, 970),
        ((97, 100), 999, 1_030),
        ((7, 3), 1, 1),
    ],
)
def test_at_another_rate_the_payer_gives_the_converted_sum_rounded_up(
    town: Town, abroad: Town, rate: tuple[int, int], asked: int, paid: int
) -> None:
    agree(town, abroad, rate=rate)
    samira, shop = town.resident(5_000), abroad.shop()
    request = abroad.asks(shop, asked)

    with town.here():
        quoted = payments.quote(code=request.code, payer=samira, at=NOW)
    receipt = town.pays(samira, request.code)

    assert (quoted.amount, receipt.paid, receipt.received) == (paid, paid, asked)
    assert (town.owed_to(abroad), abroad.owed_to(town)) == (paid, -asked)
    assert abroad.balance(shop, Pot.MERCHANT) == asked
    assert Agreement.objects.get().used == paid


def test_both_directions_meet_on_one_clearing_account(town: Town, abroad: Town) -> None:
    agree(town, abroad)
    agree(abroad, town)

    town.pays(town.resident(1_000), abroad.asks(abroad.shop(), 700).code)
    abroad.pays(abroad.resident(1_000), town.asks(town.shop(), 450).code)

    assert (town.owed_to(abroad), abroad.owed_to(town)) == (250, -250)
    assert sorted(Agreement.objects.values_list("used", flat=True)) == [450, 700]

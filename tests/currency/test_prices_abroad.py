"""Both sides see before paying what it costs, what arrives, and up to what it may be."""

import pytest

from currency import queries
from currency.queries.foreign import foreign_prices
from currency.services import payments
from tenants.models import Agreement
from tests.cast import NOW, Town, agree


def prices(town: Town, amount: int) -> list[tuple[str, int, int, int, bool]]:
    return [
        (one.issuer.schema_name, one.amount, one.most, one.most_here, one.is_possible)
        for one in foreign_prices(town.tenant, amount, NOW)
    ]


@pytest.mark.parametrize(
    ("rate", "amount", "most_here"),
    [((1, 1), 100, 1_000), ((3, 2), 67, 1_500), ((7, 3), 43, 2_333)],
)
def test_a_shop_sees_what_the_coins_of_another_town_come_to(
    town: Town, abroad: Town, rate: tuple[int, int], amount: int, most_here: int
) -> None:
    agree(town, abroad, rate=rate, cap_payment=1_000)

    assert prices(abroad, 100) == [("heerlen", amount, 1_000, most_here, True)]
    assert prices(town, 100) == []


def test_the_lowest_bound_is_the_one_that_counts(town: Town, abroad: Town) -> None:
    agree(town, abroad, cap_payment=1_000, cap_outstanding=1_200)
    assert prices(abroad, 1_001) == [("heerlen", 1_001, 1_000, 1_000, False)]

    town.pays(town.resident(500), abroad.asks(abroad.shop(), 400).code)
    assert prices(abroad, 800) == [("heerlen", 800, 800, 800, True)]

    town.rules(abroad={"maximum_payment": 300})
    assert prices(abroad, 800) == [("heerlen", 800, 300, 300, False)]


@pytest.mark.parametrize("is_issuer", [True, False])
def test_a_town_whose_rules_close_its_border_is_not_named(
    town: Town, abroad: Town, is_issuer: bool
) -> None:
    agree(town, abroad)
    if is_issuer:
        town.rules(abroad={"spend": False})
    else:
        abroad.rules(abroad={"accept": False})

    assert prices(abroad, 100) == []


def test_the_payer_is_told_the_same_bound_and_may_pay_just_that(town: Town, abroad: Town) -> None:
    agree(town, abroad, rate=(3, 2), cap_payment=500)
    samira, shop = town.resident(5_000), abroad.shop()
    (price,) = foreign_prices(abroad.tenant, 750, NOW)
    code = abroad.asks(shop, price.most_here).code

    with town.here():
        quoted = payments.quote(code=code, payer=samira, at=NOW)

    assert (quoted.amount, quoted.most) == (price.most, price.most) == (500, 500)
    assert town.pays(samira, code).received == 750
    assert Agreement.objects.get().used == 500


def test_at_home_there_is_no_such_bound(town: Town) -> None:
    code = town.asks(town.shop(), 100).code

    quoted = payments.quote(code=code, payer=town.resident(500), at=NOW)

    assert quoted.most is None
    assert queries.payment_request(code).amount == 100

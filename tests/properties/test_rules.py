"""Arithmetic of the rules: no rate makes value, pots give what is asked, fees never round up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from currency import errors
from currency.queries import Cover
from currency.rules.document import Pots, Redemption, Rewards, Rules
from currency.rules.rates import to_acceptor, to_issuer
from currency.rules.spending import Payee, spread
from currency.rules.verdicts import (
    fee_of,
    refuse_unless_amount,
    refuse_unless_reward,
)

amounts = st.integers(1, 10**12)
rates = st.tuples(st.integers(1, 10_000), st.integers(1, 10_000))
orders = st.sampled_from([("gift", "earned"), ("earned", "gift"), ("earned",), ("gift",)])


@given(amounts, rates)
def test_the_payer_gives_at_least_what_the_shop_gets(asked: int, rate: tuple[int, int]) -> None:
    numerator, denominator = rate

    given_by_payer = to_issuer(asked, numerator=numerator, denominator=denominator)

    assert given_by_payer * numerator >= asked * denominator
    assert (given_by_payer - 1) * numerator < asked * denominator


@given(amounts, rates)
def test_there_and_back_never_makes_value(amount: int, rate: tuple[int, int]) -> None:
    numerator, denominator = rate

    there = to_acceptor(amount, numerator=numerator, denominator=denominator)
    back = to_acceptor(there, numerator=denominator, denominator=numerator)

    assert there * denominator <= amount * numerator
    assert back <= amount
    assert to_issuer(there, numerator=numerator, denominator=denominator) <= amount


@given(amounts, rates)
def test_what_the_payer_gives_is_enough_for_what_was_asked(
    asked: int, rate: tuple[int, int]
) -> None:
    numerator, denominator = rate
    paid = to_issuer(asked, numerator=numerator, denominator=denominator)

    assert to_acceptor(paid, numerator=numerator, denominator=denominator) >= asked


@given(st.lists(amounts, min_size=1, max_size=9), rates)
def test_paying_in_parts_never_costs_less(parts: list[int], rate: tuple[int, int]) -> None:
    numerator, denominator = rate

    def price(asked: int) -> int:
        return to_issuer(asked, numerator=numerator, denominator=denominator)

    assert sum(price(part) for part in parts) >= price(sum(parts))


@given(orders, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 2 * 10**6))
def test_pots_give_the_whole_amount_in_their_order_or_nothing(
    order: tuple[str, ...], gift: int, earned: int, amount: int
) -> None:
    rules, available = Rules(pots=Pots(order=order)), {"gift": gift, "earned": earned}
    spendable = sum(available[pot] for pot in order)
    if amount > spendable:
        with pytest.raises(errors.InsufficientBalance) as refused:
            spread(rules, available, amount, Payee("merchant"))
        assert refused.value.facts == {"amount": amount, "available": spendable}
        return

    parts = spread(rules, available, amount, Payee("merchant")).parts

    assert sum(part for _, part in parts) == amount <= spendable
    assert [pot for pot, _ in parts] == [pot for pot in order if pot in dict(parts)]
    assert all(0 < part <= available[pot] for pot, part in parts)
    # All but the last pot that gives are emptied, so that the order is kept.
    assert all(part == available[pot] for pot, part in parts[:-1])


@given(st.integers(0, 2_000), st.integers(0, 10**10))
def test_a_fee_is_rounded_down_and_leaves_the_rest(fee_bp: int, amount: int) -> None:
    rules = Rules(redemption=Redemption(fee_bp=fee_bp))

    fee = fee_of(rules, amount)

    assert 0 <= fee <= amount
    assert fee * 10_000 <= amount * fee_bp < (fee + 1) * 10_000


@given(st.integers(-10, 10**6), st.integers(1, 10**6))
def test_an_amount_is_between_one_and_the_maximum(amount: int, maximum: int) -> None:
    try:
        refuse_unless_amount(amount, maximum=maximum)
    except errors.AmountNotPositive:
        assert amount < 1
    except errors.AmountTooLarge:
        assert amount > maximum
    else:
        assert 1 <= amount <= maximum


@given(st.integers(-10, 10_000))
def test_a_reward_is_between_what_the_rules_say(amount: int) -> None:
    rules = Rules(rewards=Rewards(minimum=100, maximum=5_000))

    if 100 <= amount <= 5_000:
        refuse_unless_reward(rules, amount)
        return
    with pytest.raises(errors.RewardOutside) as refused:
        refuse_unless_reward(rules, amount)
    assert refused.value.facts == {"amount": amount, "minimum": 100, "maximum": 5_000}


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6), st.integers(1, 1_000)
)  # fmt: skip
def test_what_cover_leaves_room_for_is_covered_and_one_more_is_not(
    euros: int, coins: int, owed: int, value: int
) -> None:
    cover = Cover(euros=euros, coins=coins, owed_by_others=min(owed, coins), coin_value_cents=value)

    filled = Cover(euros, coins + cover.room, cover.owed_by_others, value)
    overfull = Cover(euros, coins + cover.room + 100, cover.owed_by_others, value)

    if cover.room:
        assert filled.needed <= euros
    if cover.needed <= euros:
        assert overfull.needed > euros

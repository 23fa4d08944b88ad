"""Arithmetic of giving back and of rates there and back: never more than was paid, never value."""

from hypothesis import given
from hypothesis import strategies as st

from currency.rules.rates import effective_cap, to_acceptor, to_issuer
from currency.rules.refunds import spread_back
from marketplace.rules.refunds import by_shop

amounts = st.integers(1, 10**12)
rates = st.tuples(st.integers(1, 10_000), st.integers(1, 10_000))
drawn_amounts = st.lists(st.integers(1, 10**6), min_size=1, max_size=5)


@given(drawn_amounts, st.data())
def test_parts_given_back_one_by_one_fill_the_pots_as_one_sum_would(
    given_by: list[int], data: st.DataObject
) -> None:
    drawn, paid = list(enumerate(given_by)), sum(given_by)
    cuts = sorted(data.draw(st.lists(st.integers(0, paid), max_size=6)))
    parts = [end - start for start, end in zip([0, *cuts], cuts, strict=False) if end > start]

    filled = dict.fromkeys(range(len(given_by)), 0)
    already = 0
    for part in parts:
        spread = spread_back(drawn, already=already, amount=part)
        assert sum(amount for _, amount in spread) == part
        for account, amount in spread:
            filled[account] += amount
        already += part

    at_once = dict(spread_back(drawn, already=0, amount=already))
    assert {account: amount for account, amount in filled.items() if amount} == at_once
    assert all(filled[account] <= given for account, given in drawn)


@given(drawn_amounts)
def test_the_whole_goes_back_as_it_was_drawn(given_by: list[int]) -> None:
    drawn = list(enumerate(given_by))

    assert dict(spread_back(drawn, already=0, amount=sum(given_by))) == dict(drawn)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_shop_never_gives_back_more_than_is_left_nor_than_it_may(
    left: int, given_back: int, maximum: int
) -> None:
    most = by_shop(left=left, given_back=given_back, maximum=maximum)

    assert 0 <= most <= left
    assert most == 0 or given_back + most <= maximum
    assert by_shop(left=left, given_back=given_back, maximum=None) == left


@given(amounts, st.lists(rates, min_size=1, max_size=5))
def test_no_way_round_through_towns_makes_value(amount: int, way: list[tuple[int, int]]) -> None:
    """There at some rates and back at the same ones: by what is received or by what is paid."""
    received, paid = amount, amount
    for numerator, denominator in way:
        received = to_acceptor(received, numerator=numerator, denominator=denominator)
        paid = to_issuer(paid, numerator=denominator, denominator=numerator)
    for numerator, denominator in reversed(way):
        received = to_acceptor(received, numerator=denominator, denominator=numerator)
        paid = to_issuer(paid, numerator=numerator, denominator=denominator)

    assert received <= amount <= paid


@given(amounts, rates)
def test_paying_and_receiving_are_each_others_answer(asked: int, rate: tuple[int, int]) -> None:
    """The price is the least that brings what was asked: one unit less would not."""
    numerator, denominator = rate
    price = to_issuer(asked, numerator=numerator, denominator=denominator)

    assert to_acceptor(price, numerator=numerator, denominator=denominator) >= asked
    assert to_acceptor(price - 1, numerator=numerator, denominator=denominator) < asked


@given(st.lists(st.one_of(st.none(), st.integers(-10, 10**9)), max_size=3), st.integers(-10, 10**9))
def test_the_cap_that_counts_is_within_every_bound(bounds: list[int | None], last: int) -> None:
    cap = effective_cap(*bounds, last)

    assert cap >= 0
    assert all(cap <= max(0, bound) for bound in [*bounds, last] if bound is not None)


@given(rates, st.integers(0, 10**9))
def test_what_fits_under_the_cap_here_fits_there(rate: tuple[int, int], most: int) -> None:
    """A shop that asks no more than it is shown asks no more than the payer may give."""
    numerator, denominator = rate
    most_here = to_acceptor(most, numerator=numerator, denominator=denominator)

    assert to_issuer(most_here, numerator=numerator, denominator=denominator) <= most

"""Netting: every net position kept to the cent, never more than before, whatever the order."""

from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settlement.clearing.rules.netting import Debt, gross, net_by_pair, net_positions
from settlement.clearing.rules.plan import plan_payments
from settlement.clearing.rules.set_off import cheapest_flow, set_off
from settlement.clearing.solvers import fastest_solver, or_tools

Method = Callable[[Iterable[Debt]], Sequence[Debt]]

METHODS = pytest.mark.parametrize("method", [net_by_pair, set_off, plan_payments])
# Hundreds of millions of euros in a debt: far from what 64 bits hold, also when all add up.
CENTS = st.integers(min_value=0, max_value=10**11)
LISTS = st.lists(
    st.builds(Debt, st.integers(1, 9), st.integers(1, 9), CENTS).filter(
        lambda debt: debt.debtor != debt.creditor
    ),
    max_size=30,
)
# The first call imports a solver, and the machine has other work.
CALM = settings(deadline=None)
HEERLEN, KERKRADE, LANDGRAAF, BRUNSSUM, VOERENDAAL, SITTARD_GELEEN = range(1, 7)


def nets(debts: Iterable[Debt]) -> dict[int, int]:
    return {party: cents for party, cents in net_positions(debts).items() if cents}


@METHODS
@CALM
@given(debts=LISTS)
def test_every_net_position_is_kept_to_the_cent(method: Method, debts: list[Debt]) -> None:
    assert nets(method(debts)) == nets(debts)


@METHODS
@CALM
@given(debts=LISTS)
def test_never_more_is_left_than_there_was(method: Method, debts: list[Debt]) -> None:
    assert gross(method(debts)) <= gross(debts)
    assert all(debt.cents > 0 for debt in method(debts))


@METHODS
@CALM
@given(debts=LISTS, data=st.data())
def test_the_order_of_what_goes_in_changes_nothing(
    method: Method, debts: list[Debt], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(debts))

    assert method(other) == method(debts)


@CALM
@given(debts=LISTS)
def test_together_all_net_positions_are_nothing(debts: list[Debt]) -> None:
    assert sum(net_positions(debts).values()) == 0


@CALM
@given(debts=LISTS)
def test_by_pair_at_most_one_debt_is_left_between_two(debts: list[Debt]) -> None:
    left = net_by_pair(debts)

    pairs = [frozenset((debt.debtor, debt.creditor)) for debt in left]
    assert len(pairs) == len(set(pairs))


@CALM
@given(debts=LISTS)
def test_setting_off_only_shrinks_what_pairs_owe(debts: list[Debt]) -> None:
    owed = {(debt.debtor, debt.creditor): debt.cents for debt in net_by_pair(debts)}

    assert all(cents <= owed[debtor, creditor] for debtor, creditor, cents in set_off(debts))


@CALM
@given(debts=LISTS)
def test_setting_off_leaves_no_circle(debts: list[Debt]) -> None:
    left = {(debt.debtor, debt.creditor) for debt in set_off(debts)}

    while left:
        ends = {creditor for _, creditor in left} - {debtor for debtor, _ in left}
        assert ends, f"each of these owes and is owed: {left}"
        left = {(debtor, creditor) for debtor, creditor in left if creditor not in ends}


@CALM
@given(debts=LISTS)
def test_own_flow_leaves_as_little_as_or_tools(debts: list[Debt]) -> None:
    owed = net_by_pair(debts)

    assert sum(cheapest_flow(owed)) == sum(or_tools(owed))
    assert nets(set_off(debts, solve=or_tools)) == nets(debts)


@CALM
@given(debts=LISTS)
def test_payments_are_the_least_in_sum_and_fewer_than_parties(debts: list[Debt]) -> None:
    payments = plan_payments(debts)

    positions = nets(debts)
    assert gross(payments) == sum(cents for cents in positions.values() if cents > 0)
    assert len(payments) <= max(0, len(positions) - 1)
    assert not {one.debtor for one in payments} & {one.creditor for one in payments}


@CALM
@given(debts=LISTS)
def test_payments_are_at_most_half_more_than_the_fewest(debts: list[Debt]) -> None:
    fewest = fewest_payments(list(nets(debts).values()))

    assert fewest <= len(plan_payments(debts)) <= max(fewest, fewest * 3 // 2)


def fewest_payments(positions: list[int]) -> int:
    """Parties less the most groups that are nothing together: by all subsets, so for few."""
    most = [0] * (1 << len(positions))
    for chosen in range(1, len(most)):
        inside = [place for place in range(len(positions)) if chosen >> place & 1]
        closes = sum(positions[place] for place in inside) == 0
        most[chosen] = closes + max(most[chosen & ~(1 << place)] for place in inside)
    return len(positions) - most[-1]


def test_the_region_of_the_reference_pages_pays_five_times() -> None:
    debts = [
        Debt(KERKRADE, HEERLEN, 127_000), Debt(BRUNSSUM, HEERLEN, 94_000),
        Debt(VOERENDAAL, LANDGRAAF, 21_500), Debt(HEERLEN, SITTARD_GELEEN, 28_500),
        Debt(LANDGRAAF, SITTARD_GELEEN, 7_000),
    ]  # fmt: skip

    assert plan_payments(debts) == (
        Debt(KERKRADE, HEERLEN, 127_000),
        Debt(BRUNSSUM, HEERLEN, 65_500),
        Debt(BRUNSSUM, SITTARD_GELEEN, 28_500),
        Debt(VOERENDAAL, LANDGRAAF, 14_500),
        Debt(VOERENDAAL, SITTARD_GELEEN, 7_000),
    )


def test_a_circle_of_equal_debts_leaves_nothing() -> None:
    circle = [Debt(1, 2, 500), Debt(2, 3, 500), Debt(3, 1, 500)]

    assert net_by_pair(circle) == tuple(circle)
    assert set_off(circle) == ()
    assert plan_payments(circle) == ()


def test_a_chain_keeps_its_links_when_set_off_and_is_cut_short_by_a_plan() -> None:
    chain = [Debt(1, 2, 500), Debt(2, 3, 500)]

    assert set_off(chain) == tuple(chain)
    assert plan_payments(chain) == (Debt(1, 3, 500),)


def test_of_two_circles_the_one_that_clears_most_is_set_off() -> None:
    debts = [Debt(1, 2, 100), *(Debt(2, n, 100) for n in (3, 5)), Debt(3, 1, 100),
             Debt(5, 4, 100), Debt(4, 1, 100)]  # fmt: skip

    assert gross(set_off(debts)) == 200
    assert set_off(debts) == (Debt(2, 3, 100), Debt(3, 1, 100))


def test_exact_matches_come_first_and_save_a_payment() -> None:
    # Largest to largest alone would take four: 70, 60, 30 and 10.
    debts = [Debt(1, 7, 70), Debt(1, 8, 30), Debt(2, 8, 30), Debt(2, 9, 40)]

    assert plan_payments(debts) == (Debt(1, 8, 60), Debt(1, 9, 40), Debt(2, 7, 70))


@pytest.mark.parametrize("wrong", [Debt(1, 1, 5), Debt(1, 2, -5)])
def test_a_debt_to_oneself_or_below_nothing_is_a_bug(wrong: Debt) -> None:
    with pytest.raises(AssertionError):
        net_by_pair([wrong])


def test_nothing_owed_leaves_nothing_by_any_method() -> None:
    for method in (net_by_pair, set_off, plan_payments):
        assert method([Debt(1, 2, 0)]) == ()
    assert or_tools([]) == []


def test_the_quick_solver_is_taken_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fastest_solver() is or_tools

    monkeypatch.setattr("settlement.clearing.solvers.find_spec", lambda name: None)

    assert fastest_solver() is cheapest_flow

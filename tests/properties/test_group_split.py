"""A group's reward, parted: to the minor unit, whatever the order, fairly."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from marketplace.rules.promises import capped, split

GROUPS = st.dictionaries(st.integers(1, 10**9), st.integers(0, 1_440), min_size=1, max_size=40)
TOTALS = st.integers(1, 10_000_000)


@given(TOTALS, GROUPS.filter(lambda group: any(group.values())))
def test_the_parts_are_the_whole_and_each_is_near_its_exact_share(
    total: int, group: dict[int, int]
) -> None:
    parts = split(total, group)

    assert parts.keys() == group.keys()
    assert sum(parts.values()) == total
    for who, minutes in group.items():
        exact = Fraction(total * minutes, sum(group.values()))
        assert abs(parts[who] - exact) < 1
        assert parts[who] == 0 or minutes > 0


@given(TOTALS, GROUPS.filter(lambda group: any(group.values())), st.randoms())
def test_the_order_makes_no_difference(total: int, group: dict[int, int], chance) -> None:
    shuffled = list(group.items())
    chance.shuffle(shuffled)

    assert split(total, dict(shuffled)) == split(total, group)


@given(TOTALS, st.sets(st.integers(1, 10**9), min_size=1, max_size=40))
def test_alike_differs_by_one_minor_unit_at_most(total: int, people: set[int]) -> None:
    parts = split(total, dict.fromkeys(people, 1)).values()

    assert max(parts) - min(parts) <= 1
    assert sum(parts) == total


@given(TOTALS, GROUPS.filter(lambda group: any(group.values())))
def test_who_was_there_longer_never_gets_less(total: int, group: dict[int, int]) -> None:
    parts = split(total, group)

    in_order = sorted(group, key=lambda who: (group[who], parts[who]))
    assert [parts[who] for who in in_order] == sorted(parts.values())


def test_above_the_most_for_one_nothing_is_given() -> None:
    assert capped({1: 700, 2: 300}, 500) == {1: 500, 2: 300}

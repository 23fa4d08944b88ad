"""Counters with a cap: raised in one statement, at once too, and never below nothing."""

from functools import partial

from currency.models import Counter
from currency.services.counting import lower_counter, raise_counter
from tenants.models import Tenant
from tenants.schema import look_at
from tests.cast import Town, at_once

ONE = {"name": "a-name", "subject": "somebody", "period": "2026-11"}


def used() -> list[int]:
    return list(Counter.objects.values_list("used", flat=True))


def test_it_is_raised_to_the_cap_and_no_further(town: Town) -> None:
    assert raise_counter(**ONE, add=60, cap=100)
    assert not raise_counter(**ONE, add=41, cap=100)
    assert raise_counter(**ONE, add=40, cap=100)
    assert not raise_counter(**ONE, add=1, cap=100)
    assert raise_counter(**ONE, add=0, cap=100)
    assert used() == [100]


def test_the_first_time_is_judged_too(town: Town) -> None:
    assert not raise_counter(**ONE, add=101, cap=100)
    assert used() == []


def test_without_a_cap_it_is_only_counted(town: Town) -> None:
    assert raise_counter(**ONE, add=10**15, cap=None)
    assert used() == [10**15]


def test_above_a_cap_that_was_lowered_not_even_nothing_fits(town: Town) -> None:
    raise_counter(**ONE, add=100, cap=100)

    assert not raise_counter(**ONE, add=0, cap=99)


def test_what_is_given_back_makes_room_and_never_passes_nothing(town: Town) -> None:
    raise_counter(**ONE, add=100, cap=100)

    lower_counter(**ONE, amount=30)
    assert raise_counter(**ONE, add=30, cap=100)
    lower_counter(**ONE, amount=500)

    assert used() == [0]


def test_of_many_at_once_as_many_fit_as_there_is_room(committed: None, heerlen: Tenant) -> None:
    def raised() -> bool:
        look_at(heerlen)
        return raise_counter(**ONE, add=30, cap=100)

    answers = at_once(*[partial(raised) for _ in range(8)])

    assert sorted(answers) == [False] * 5 + [True] * 3
    look_at(heerlen)
    assert used() == [90]

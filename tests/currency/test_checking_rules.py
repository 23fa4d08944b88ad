"""By how many people work is found good, by the rules."""

import pytest

from currency.rules.checking import checkers_for
from currency.rules.document import Checking


@pytest.mark.parametrize(
    ("rules", "amount", "people"),
    [
        (Checking(), 5_000, 1),
        (Checking(checkers=2), 1, 2),
        (Checking(checkers=3, several_from=1_000), 999, 1),
        (Checking(checkers=3, several_from=1_000), 1_000, 3),
    ],
)
def test_several_people_check_what_the_rules_say_they_check(rules, amount, people):
    assert checkers_for(rules, amount) == people
